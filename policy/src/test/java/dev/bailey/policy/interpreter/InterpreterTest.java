package dev.bailey.policy.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy with a memory. */
class InterpreterTest {
  private static final Compiler COMPILER = new Compiler();

  @Test
  void remembersWhatAnAnswerSays() {
    Interpreter interpreter =
        interpreter(
            """
            add := {"metadata": [{"name": "m", "action": "add", "key": "k", "value": 1}]}
            seen := {"value": data.metadata.m.k}
            """);
    assertThat(ask(interpreter, "seen")).isEqualTo("{}");
    assertThat(ask(interpreter, "add")).isEqualTo("{}");
    assertThat(ask(interpreter, "seen")).isEqualTo("{\"value\":1}");
    assertThat(ask(interpreter, "add")).contains("already exists");
  }

  @Test
  void whatCameBeforeAMistakeStays() {
    Interpreter interpreter =
        interpreter(
            """
            bad := {"metadata": [
              {"name": "m", "action": "add", "key": "k", "value": 1},
              {"name": "m", "action": "explode", "key": "k", "value": 1}
            ]}
            """);
    assertThat(ask(interpreter, "bad")).contains("unrecognized metadata action: explode for map");
    assertThat(interpreter.metadata().root().toJson()).isEqualTo("{\"m\":{\"k\":1}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | invalid type",
        "{} | invalid type",
        "[1] | unable to load metadata object",
        "[{\"type\": 1}] | unable to load metadata type",
        "[{}] | unable to load metadata name",
        "[{\"name\": \"m\"}] | unable to load metadata action",
        "[{\"name\": \"m\", \"action\": \"add\", \"key\": 1}] | unable to load metadata key",
        "[{\"name\": \"m\", \"action\": \"add\", \"key\": \"k\"}] | missing metadata value",
        "[{\"name\": \"m\", \"action\": \"remove\"}] | missing metadata key",
        "[{\"name\": \"m\", \"action\": \"add\", \"key\": \"k\", \"value\": 1, \"type\": \"x\"}]"
            + " | unrecognized metadata type: x",
      })
  void refusesOperationsOfAWrongShape(String operations, String error) {
    assertThat(ask(interpreter("r := {\"metadata\": " + operations + "}"), "r")).contains(error);
  }

  @Test
  void anAnswerIsAnObject() {
    for (String value : List.of("[]", "1", "null", "\"x\"", "{1}")) {
      assertThat(ask(interpreter("r := " + value), "r"))
          .isEqualTo("unable to load results object from Rego query");
    }
    assertThat(ask(interpreter("r := 1"), "other")).isEqualTo("{}");
  }

  @Test
  void modulesComeAndGo() {
    Interpreter interpreter = interpreter("r := {\"seen\": data.more.x}");
    String id = interpreter.addModule("issuer", "feed", "more", "package more\nx := 7");
    assertThat(ask(interpreter, "r")).isEqualTo("{\"seen\":7}");
    interpreter.removeModule(id);
    assertThat(ask(interpreter, "r")).isEqualTo("{}");
    String broken = interpreter.addModule("issuer", "feed", "more", "package more\nx := ");
    assertThat(ask(interpreter, "r")).startsWith("error when compiling modules: ");
    interpreter.removeModule(broken);
    assertThat(ask(interpreter, "r")).isEqualTo("{}");
  }

  /** What a rule makes without end would be remembered outside of all limits of evaluation. */
  @Test
  void anAnswerChangesTheMemoryInSoManyPlacesAndNoMore() {
    Interpreter interpreter =
        interpreter(
            """
            many(n) := [{"type": "set", "name": "s", "action": "add", "value": x} |
              some x in numbers.range(1, n)]
            few := {"allowed": true, "metadata": many(1000)}
            endless := {"allowed": true, "metadata": many(100000)}
            """);
    assertThat(ask(interpreter, "few")).contains("true");
    Metadata before = interpreter.metadata();
    assertThat(ask(interpreter, "endless")).contains("100000 operations", "1000 are the most");
    assertThat(interpreter.metadata()).isEqualTo(before);
  }

  private static Interpreter interpreter(String rules) {
    return new Interpreter(
        COMPILER,
        List.of(new ModuleText("policy.rego", "package policy\n" + rules)),
        RegoObject.EMPTY);
  }

  /** The answer, or the error. */
  private static String ask(Interpreter interpreter, String rule) {
    return switch (interpreter.query("data.policy." + rule, RegoNull.NULL)) {
      case Tried.Done<Results> done -> done.value().object().toJson();
      case Tried.Failed<Results> failed -> failed.error();
    };
  }
}
