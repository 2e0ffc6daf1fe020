package dev.bailey.rego.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.RegoError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that would take a host's time or memory end with an error that names the limit. */
class LimitsTest {
  private static final Limits SMALL =
      Limits.STANDARD
          .withSteps(6_000_000)
          .withMemoryBytes(8 << 20)
          .withTime(Duration.ofSeconds(20));

  private static final String MODULE =
      """
      package bomb

      text := concat("", ["abcdefgh" | numbers.range(1, 10000)[_]])

      stars := concat("", ["*a" | numbers.range(1, 2000)[_]])

      some_numbers := numbers.range(1, 1000)

      eight(x) := [x, x, x, x, x, x, x, x]

      laughs := eight(eight(eight(eight(eight(eight(eight(eight(eight(eight("ha"))))))))))

      deep := {x: laughs | some x in some_numbers}
      """;

  private static Outcome ask(String term, Limits limits, Optimisations optimisations) {
    return Engine.builder()
        .limits(limits)
        .optimisations(optimisations)
        .build()
        .policy()
        .module("bomb.rego", MODULE)
        .compile()
        .orThrow()
        .ask(term, Input.NONE);
  }

  private static void ends(String limit, String term) {
    for (Optimisations o : List.of(Optimisations.ALL, Optimisations.NONE)) {
      assertThat(ask(term, SMALL, o))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                RegoError error = failed.errors().getFirst();
                assertThat(error.code()).isEqualTo(RegoError.Code.EVAL_LIMIT);
                assertThat(error.message()).startsWith(limit + ": more than ");
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          steps  ~ {1 | n := data.bomb.some_numbers; n[_]; n[_]; n[_]}
          memory ~ [[x, y] | some x in data.bomb.some_numbers; some y in data.bomb.some_numbers]
          memory ~ {[x, y]: 1 | some x in data.bomb.some_numbers; some y in data.bomb.some_numbers}
          steps  ~ {1 | n := data.bomb.some_numbers; walk(n, _); walk(n, _); walk(n, _)}
          steps  ~ {x | n := data.bomb.some_numbers; some x in n; some y in n; n[_] + x + y < 0}
          """)
  void comprehensions(String limit, String term) {
    ends(limit, term);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          memory ~ concat(data.bomb.text, ["" | data.bomb.some_numbers[_]])
          memory ~ replace(data.bomb.text, "a", data.bomb.text)
          memory ~ replace(data.bomb.text, "", data.bomb.text)
          memory ~ strings.replace_n({"a": data.bomb.text}, data.bomb.text)
          memory ~ regex.replace(data.bomb.text, "a", data.bomb.text)
          memory ~ sprintf("%v%v%v", [t | some i in numbers.range(1, 500); t := data.bomb.text])
          memory ~ json.marshal([data.bomb.text | data.bomb.some_numbers[_]])
          memory ~ [upper(data.bomb.text) | data.bomb.some_numbers[_]]
          steps  ~ regex.match("(.{0,900}x.{0,90})*y", data.bomb.text)
          steps  ~ glob.match(data.bomb.stars, [], data.bomb.text)
          """)
  void texts(String limit, String term) {
    ends(limit, term);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          memory             ~ data.bomb.laughs
          memory             ~ data.bomb.deep
          memory             ~ json.patch({"a": {}}, [p | some i in numbers.range(1, 60); p := {"op": "copy", "from": "/a", "path": sprintf("/a/%d", [i])}])
          memory             ~ array.concat(numbers.range(1, 400000), numbers.range(1, 400000))
          numbers.range      ~ numbers.range(1, 1000000000000)
          numbers.range_step ~ numbers.range_step(1, 1000000000000, 2)
          memory             ~ numbers.range(1, 50000000)
          bits.lsh           ~ bits.lsh(1, 100000000)
          net.cidr_expand    ~ net.cidr_expand("0.0.0.0/0")
          net.cidr_expand    ~ net.cidr_expand("::/0")
          """)
  void collections(String limit, String term) {
    ends(limit, term);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          [1 | some x in numbers.range(1, 1000000); contains(data.bomb.text, "hgfedcba")]
          [sum(data.bomb.some_numbers) | some x in numbers.range(1, 1000000)]
          [1 | some x in numbers.range(1, 1000000); crypto.sha256(data.bomb.text) == "x"]
          object.subset(numbers.range(1, 100000), array.concat(numbers.range(1, 50000), [7]))
          count({x | some x in numbers.range(1, 5000000)})
          """)
  void time(String term) {
    Limits brief = Limits.STANDARD.withTime(Duration.ofMillis(1)).withMemoryBytes(1L << 40);
    assertThat(ask(term, brief, Optimisations.ALL))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.errors().getFirst().message()).startsWith("time: more than "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          slow   ~ slow := {1 | n := some_numbers; n[_]; n[_]; n[_]}
          large  ~ large := replace(text, "a", text)
          called ~ spins(n) := {1 | n[_]; n[_]; n[_]}
          """)
  void theRuleInWhichALimitWasReachedIsNamed(String rule, String line) {
    String module =
        MODULE
            + """

            slow := {1 | n := some_numbers; n[_]; n[_]; n[_]}
            large := replace(text, "a", text)
            spins(n) := {1 | n[_]; n[_]; n[_]}
            called := [spins(some_numbers), 1]
            """;
    for (Optimisations o : List.of(Optimisations.ALL, Optimisations.NONE)) {
      assertThat(
              Engine.builder()
                  .limits(SMALL)
                  .optimisations(o)
                  .build()
                  .policy()
                  .module("bomb.rego", module)
                  .compile()
                  .orThrow()
                  .ask("data.bomb." + rule, Input.NONE))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.errors().getFirst().location().line()).isEqualTo(line));
    }
  }

  @Test
  void replacementsCostWhatTheyCopy() {
    StringBuilder term = new StringBuilder("input");
    for (int i = 0; i < 3000; i++) {
      term.append(" with input.x").append(i).append(" as 1");
    }
    assertThat(
            ask(
                "x := " + term,
                Limits.STANDARD.withSteps(1_000_000).withMemoryBytes(1L << 40),
                Optimisations.ALL))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.errors().getFirst().message()).startsWith("steps: more than "));
  }
}
