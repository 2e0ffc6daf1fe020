package dev.bailey.rego.vectors;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.NetAccess;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.time.Duration;
import java.util.List;

/** What only tests call. */
final class TestBuiltins {
  /** {@code test.sleep("10ms")}: waits, and is null. */
  static final Builtin SLEEP =
      Builtin.of(
          "test.sleep",
          "(duration: string) -> null",
          Builtin.Effect.HOST,
          (BuiltinCode.General) (context, arguments) -> sleep(arguments[0]));

  /** A network in which there is only this machine, by name. */
  static final NetAccess LOCALHOST =
      new NetAccess() {
        @Override
        public Value send(RegoObject request, CallContext context) throws BuiltinException {
          return OFF.send(request, context);
        }

        @Override
        public List<String> addresses(String name) throws BuiltinException {
          return name.equals("localhost") ? List.of("127.0.0.1", "::1") : OFF.addresses(name);
        }
      };

  private TestBuiltins() {}

  private static Value sleep(Value duration) throws BuiltinException {
    if (!(duration instanceof RegoString text) || !text.text().endsWith("ms")) {
      throw BuiltinException.failed("not a duration in milliseconds: " + duration);
    }
    try {
      Thread.sleep(
          Duration.ofMillis(Long.parseLong(text.text().substring(0, text.text().length() - 2))));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return RegoNull.NULL;
  }
}
