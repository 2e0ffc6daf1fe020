package dev.bailey.rego.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.tool.TestResult.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests, coverage, traces, profiles and dependencies of small policies. */
class ToolsTest {
  private static final String POLICY =
      """
      package p

      allow if {
        input.role == "admin"
        input.age > 17
      }

      unused if input.never
      """;

  private static final String TESTS =
      """
      package p_test

      test_good if data.p.allow with input as {"role": "admin", "age": 20}

      test_bad if {
        age := 5
        print("age", age)
        data.p.allow with input as {"role": "admin", "age": age}
      }

      todo_test_later if false

      test_cases[name] if {
        some name, age in {"old": 90, "young": 7}
        age > 50
      }

      test_conflict if v > 0

      v := 1

      v := 2
      """;

  private static Policy policy() {
    return Engine.builder()
        .print((location, text) -> {})
        .build()
        .policy()
        .module("p.rego", POLICY)
        .module("p_test.rego", TESTS)
        .compile()
        .orThrow();
  }

  private static List<TestResult> run(Policy policy, Optional<Coverage> coverage)
      throws InterruptedException {
    return new Tests(policy, Duration.ofSeconds(5), coverage).run(name -> true, 2, result -> {});
  }

  @Test
  void testsEndAsTheyShould() throws InterruptedException {
    List<TestResult> results = run(policy(), Optional.empty());
    assertThat(results)
        .extracting(TestResult::name, TestResult::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("test_good", Status.PASS),
            org.assertj.core.groups.Tuple.tuple("test_bad", Status.FAIL),
            org.assertj.core.groups.Tuple.tuple("todo_test_later", Status.SKIPPED),
            org.assertj.core.groups.Tuple.tuple("test_cases", Status.FAIL),
            org.assertj.core.groups.Tuple.tuple("test_conflict", Status.ERROR));
    assertThat(results.get(1).output()).isEqualTo("age 5\n");
    assertThat(results.get(1).failure().orElseThrow().location().row()).isEqualTo(8);
    assertThat(results.get(1).failure().orElseThrow().locals().toString()).contains("age=5");
    assertThat(results.get(3).cases()).isEqualTo(Map.of("old", true, "young", false));
  }

  @Test
  void coverageTellsWhatWasReached() throws InterruptedException {
    Policy policy = policy();
    Coverage coverage = new Coverage(policy);
    run(policy, Optional.of(coverage));
    Coverage.File file = Objects.requireNonNull(coverage.report().files().get("p.rego"));
    assertThat(file.covered())
        .contains(
            new Coverage.Range(3, 1, 3, 6),
            new Coverage.Range(4, 3, 4, 24),
            new Coverage.Range(5, 3, 5, 17));
    assertThat(file.missed())
        .containsExactly(new Coverage.Range(8, 1, 8, 7), new Coverage.Range(8, 11, 8, 22));
    assertThat(file.percent()).isEqualTo(75);
  }

  @Test
  void aTraceLeadsToWhatFailed() {
    Query query = policy().query("data.p.allow").orThrow();
    Trace trace = new Trace(Trace.Detail.fails, true);
    query.watch(Input.json("{\"role\": \"admin\", \"age\": 3}"), trace);
    assertThat(trace.lines())
        .anyMatch(line -> line.contains("Enter data.p.allow"))
        .anyMatch(line -> line.contains("p.rego:5") && line.contains("Fail input.age > 17"));
  }

  @Test
  void aProfileCounts() {
    Profile profile = new Profile();
    policy().query("[x |\n  some x in [1, 2, 3]\n  x > 1\n]").orThrow().watch(Input.NONE, profile);
    Profile.Line line =
        profile.lines(10).stream().filter(l -> l.location().row() == 3).findFirst().orElseThrow();
    assertThat(line.evaluated()).isEqualTo(3);
    assertThat(line.redone()).isEqualTo(2);
    assertThat(line.expressions()).isEqualTo(1);
  }

  @Test
  void dependenciesGoThroughRules() {
    Policy policy =
        Engine.standard()
            .policy()
            .module(
                "a.rego",
                "package a\np if { q; data.users[input.name] }\nq if input.x.y == f(1)\nf(x) := x")
            .compile()
            .orThrow();
    Dependencies all = Dependencies.of(policy, policy.query("data.a.p").orThrow().core());
    assertThat(all.base()).containsExactly("data.users", "input.name", "input.x.y");
    assertThat(all.virtual()).containsExactly("data.a.f", "data.a.p", "data.a.q");
  }

  @Test
  void dependenciesMayBeFarAway() {
    StringBuilder module = new StringBuilder("package a\np0 := data.base\n");
    for (int i = 1; i <= 50_000; i++) {
      module.append("p%d := p%d\n".formatted(i, i - 1));
    }
    Policy policy =
        Engine.standard().policy().module("a.rego", module.toString()).compile().orThrow();
    Dependencies all = Dependencies.of(policy, policy.query("data.a.p50000").orThrow().core());
    assertThat(all.virtual()).hasSize(50_001);
    assertThat(all.base()).containsExactly("data.base");
  }
}
