package dev.bailey.rego.fuzz;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reads broken JSON; what can be read is written and read again, and must be the same. */
final class JsonTarget implements Target {
  private static final Mutation TEXTS =
      new Mutation(
          List.of(
              "{\"a\": [1, 2.50, -3e5, true, false, null], \"b\": {\"c\": \"\\u00e9\\n\\\"\"}}",
              "[[[[[[]]]]], {}, \"\", 0, -0, 1e400, 123456789012345678901234567890.5]",
              "\"\\ud83d\\ude00 𝔘\"",
              "  [ 1 , 2 ]  ",
              "{\"a\": 1, \"a\": 2}"),
          List.of(
              "{",
              "}",
              "[",
              "]",
              ",",
              ":",
              "\"",
              "\\",
              "\\u",
              "\\ud800",
              "1",
              "-",
              ".",
              "e",
              "E+",
              "0",
              "00",
              "true",
              "nul",
              "\0",
              "\ufeff",
              " ",
              "\n",
              "é",
              "[[[[[",
              "{\"a\":",
              "1e99999",
              "9".repeat(50)));

  @Override
  public void run(RandomGenerator random) {
    String text = TEXTS.text(random);
    if (Json.read(text) instanceof Json.Read.Ok ok) {
      if (!(Json.read(ok.value().toJson()) instanceof Json.Read.Ok(Value again))
          || !again.equals(ok.value())
          || again.hashCode() != ok.value().hashCode()) {
        throw new AssertionError("written and read again it differs: " + text);
      }
    }
  }
}
