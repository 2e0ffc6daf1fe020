package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.tool.Coverage;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.Tests;
import dev.bailey.rego.tool.Trace;
import dev.bailey.rego.value.RegoString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page's second example: what an embedder does besides asking. */
class ExampleTest {
  @Test
  void builtinsLimitsTracesCoverageAndTests() throws InterruptedException {
    Set<String> staff = Set.of("ada", "bob");
    Path bundle = Path.of("../examples/rego");
    List<Object> out = new ArrayList<>();

    // example: more
    Engine engine =
        Engine.builder()
            .function("office.knows", String.class, boolean.class, staff::contains)
            .limits(Limits.STANDARD.withSteps(100_000).withTime(Duration.ofMillis(500)))
            .build();
    Policy policy = engine.policy().bundle(bundle).compile().orThrow(); // a folder or a .tar.gz

    Query query = policy.query("some user in data.admins; office.knows(user)").orThrow();
    switch (query.rows(Input.NONE)) {
      case Answer.Rows answer -> answer.rows().forEach(row -> out.add(row.bindings().get("user")));
      case Answer.Failed failed -> failed.errors().forEach(out::add); // a limit, a conflict
    }

    Trace trace = new Trace(Trace.Detail.fails, true);
    policy.query("data.authz.allow").orThrow().watch(Input.of(Map.of("user", "eve")), trace);
    trace.lines().forEach(out::add); // which expressions did not hold, and the variables there

    Coverage coverage = new Coverage(policy);
    List<TestResult> tests =
        new Tests(policy, Duration.ofSeconds(5), Optional.of(coverage))
            .run(name -> true, 2, t -> {});
    // end

    assertThat(out.getFirst()).isEqualTo(RegoString.of("ada"));
    assertThat(out.subList(1, out.size()).toString())
        .contains("Enter data.authz.allow", "Fail input.user in data.admins")
        .contains("Fail input.action");
    assertThat(tests).hasSize(3).allMatch(t -> t.status() == TestResult.Status.PASS);
    assertThat(coverage.report().percent()).isBetween(40.0, 99.0);
  }
}
