package dev.bailey.rego.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.RegoError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What random programs have found; each case runs with all optimisations and with none. */
class EvaluationTest {
  private static final List<Optimisations> EACH =
      List.of(
          Optimisations.ALL,
          Optimisations.NONE,
          new Optimisations(true, true, true, false),
          new Optimisations(true, false, true, true));

  private static Outcome ask(String module, String term, String input, Optimisations o) {
    return Engine.builder()
        .optimisations(o)
        .build()
        .policy()
        .module("t.rego", "package t\n" + module)
        .compile()
        .orThrow()
        .ask(term, Input.json(input));
  }

  private static void gives(String module, String term, String input, String json) {
    for (Optimisations o : EACH) {
      Outcome outcome = ask(module, term, input, o);
      assertThat(outcome.toOptional().map(v -> v.toJson())).as("%s", outcome).contains(json);
    }
  }

  @Test
  void memberThatIsASetOfLocals() {
    String module =
        """
        members contains {x, y} if {
          some x in input.xs
          some y in input.xs
        }

        byPair[[x, {y}]] := x if {
          some x in input.xs
          some y in input.xs
        }
        """;
    String input = "{\"xs\": [1, 2]}";
    gives(module, "data.t.members[{1, 2}]", input, "[1,2]");
    gives(module, "data.t.byPair[[2, {1}]]", input, "2");
    gives(module, "[y | x = {2}; data.t.members[x]; y := 7]", input, "[7]");
    gives(module, "count([1 | data.t[_][{1, 2}]])", input, "1");
  }

  @Test
  void whatFailsQuicklyComesBeforeAConflict() {
    String module =
        """
        conflict := input.a
        conflict := input.b

        p contains 1 if {
          conflict.x
          input.missing
        }

        q if {
          some x in input.list
          conflict == x
          input.a == "no"
        }
        """;
    String input = "{\"a\": 1, \"b\": 2, \"list\": [1]}";
    assertThat(ask(module, "data.t.p", input, Optimisations.ALL).toOptional().map(v -> v.toJson()))
        .contains("[]");
    assertThat(ask(module, "data.t.q", input, Optimisations.ALL))
        .isInstanceOf(Outcome.Undefined.class);
    assertThat(ask(module, "data.t.conflict", input, Optimisations.ALL))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.errors().getFirst().code())
                    .isEqualTo(RegoError.Code.EVAL_CONFLICT));
  }

  @Test
  void printsComeBeforeWhatFailsAfterThem() {
    StringBuilder printed = new StringBuilder();
    Engine.builder()
        .print((location, text) -> printed.append(text))
        .build()
        .policy()
        .module("t.rego", "package t\np if { print(\"here\"); input.missing }")
        .compile()
        .orThrow()
        .ask("data.t.p", Input.NONE);
    assertThat(printed).hasToString("here");
  }

  @Test
  void nothingIsEvaluatedThatAnUndefinedArgumentWouldHaveLeftOut() {
    String module =
        """
        conflict := input.a
        conflict := input.b
        nothing := input.missing.thing

        p := [r | x := count(object.keys(nothing)); r := conflict[x]]
        """;
    gives(module, "data.t.p", "{\"a\": 1, \"b\": 2}", "[]");
  }
}
