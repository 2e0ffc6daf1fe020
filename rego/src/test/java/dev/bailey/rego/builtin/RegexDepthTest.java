package dev.bailey.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions for which the library below needs more stack than the calling thread has. */
class RegexDepthTest {
  @ParameterizedTest
  @ValueSource(strings = {"regex.match", "regex.split", "regex.find_n", "regex.replace"})
  void theStackIsALimitOfTheBuiltinItself(String name) throws InterruptedException {
    Builtin builtin = Builtins.with(List.of()).find(name).orElseThrow();
    Value regex = RegoString.of("(?:\u00e9?){900}".repeat(15));
    Value text = RegoString.of("x");
    Value[] operands =
        switch (name) {
          case "regex.replace" -> new Value[] {text, regex, text};
          case "regex.find_n" -> new Value[] {regex, text, RegoNumber.of(-1)};
          default -> new Value[] {regex, text};
        };
    List<Object> ends = new ArrayList<>();
    Thread small = new Thread(null, () -> ends.add(end(builtin, operands)), "small", 128 << 10);
    small.start();
    small.join();
    assertThat(ends)
        .singleElement()
        .isInstanceOfSatisfying(
            CallContext.LimitReached.class,
            limit -> assertThat(limit).hasMessageStartingWith("depth: "));
  }

  private static Object end(Builtin builtin, Value[] operands) {
    try {
      BuiltinCode.General code = (BuiltinCode.General) builtin.code();
      return String.valueOf(code.call(new QuietCall(), operands));
    } catch (BuiltinException | CallContext.LimitReached | StackOverflowError e) {
      return e;
    }
  }
}
