package dev.bailey.rego.extra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.builtin.Builtin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that are deep or expand, given to whatever takes values, end with an answer or an error.
 */
class HostileValuesTest {
  private static final Engine ENGINE =
      Engine.builder()
          .limits(
              Limits.STANDARD
                  .withSteps(10_000_000)
                  .withMemoryBytes(64 << 20)
                  .withTime(Duration.ofSeconds(10)))
          .build();

  private static final String MODULE =
      """
      package a
      lists := yaml.unmarshal(concat("", array.concat(["[" | numbers.range(1, 9000)[_]], ["]" | numbers.range(1, 9000)[_]])))
      maps := yaml.unmarshal(concat("", array.concat(["{a: " | numbers.range(1, 9000)[_]], ["}" | numbers.range(1, 9000)[_]])))
      """;

  @Test
  void deepValuesDoNotEndABuiltinByItsStack() {
    Policy policy = ENGINE.policy().module("a.rego", MODULE).compile().orThrow();
    assertThat(policy.ask("count(data.a.lists) + count(data.a.maps)", Input.NONE).toOptional())
        .hasToString("Optional[2]");
    Input input = Input.of(policy.ask("data.a", Input.NONE).toOptional().orElseThrow());
    List<String> failures = new ArrayList<>();
    int asked = 0;
    for (Builtin builtin : ENGINE.builtins()) {
      for (String deep : List.of("input.lists", "input.maps")) {
        int operands = builtin.signature().arguments().size();
        String call =
            builtin.name() + "(" + String.join(", ", Collections.nCopies(operands, deep)) + ")";
        asked++;
        if (policy.ask(call, input) instanceof Outcome.Failed failed) {
          failed.errors().stream()
              .filter(e -> e.code() == RegoError.Code.EVAL_INTERNAL)
              .forEach(e -> failures.add(call + ": " + e));
        }
      }
    }
    assertThat(asked).isGreaterThan(400);
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            + "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
            + "e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n"
            + "g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]\nh: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]\n",
        "a: &a [*a]",
        "a: *nobody",
        "? {a: 1}\n: 2",
        "a: !!binary '?'",
        "%YAML 9.9\n---\na: 1",
        "a: [",
        "a:\n\t- tab",
      })
  void yamlOfDataThatExpandsOrIsWrongIsRefused(String yaml) throws Exception {
    java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("data");
    java.nio.file.Path file = java.nio.file.Files.writeString(folder.resolve("data.yaml"), yaml);
    Result<Policy> result = ENGINE.policy().bundle(folder).compile();
    java.nio.file.Files.delete(file);
    java.nio.file.Files.delete(folder);
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.problems()).asString().contains("data.yaml");
  }
}
