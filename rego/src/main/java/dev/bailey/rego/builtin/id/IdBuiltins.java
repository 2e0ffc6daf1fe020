package dev.bailey.rego.builtin.id;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.builtin.encoding.GoQuote;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code semver.*}, {@code units.*} and {@code uuid.*}. */
public final class IdBuiltins {
  private IdBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary("semver.compare", "(a: string, b: string) -> number", IdBuiltins::compare),
        Builtin.unary("semver.is_valid", "(vsn: any) -> boolean", IdBuiltins::isValid),
        Builtin.unary(
            "units.parse", "(x: string) -> number", x -> Units.parse(Operands.string(x, 1))),
        Builtin.unary(
            "units.parse_bytes",
            "(x: string) -> number",
            x -> Units.parseBytes(Operands.string(x, 1))),
        Builtin.unary("uuid.parse", "(uuid: string) -> object[string: any]", IdBuiltins::parseUuid),
        Builtin.general("uuid.rfc4122", "(k: string) -> string", IdBuiltins::newUuid)
            .depending(Effect.RANDOM));
  }

  private static Value compare(Value a, Value b) throws BuiltinException {
    String first = Operands.string(a, 1);
    String second = Operands.string(b, 2);
    return RegoNumber.of(version(first, 1).compareTo(version(second, 2)));
  }

  private static Semver version(String text, int position) throws BuiltinException {
    Optional<Semver> version = Semver.parse(text);
    if (version.isEmpty()) {
      throw BuiltinException.failed(
          "operand " + position + ": string " + GoQuote.quote(text) + " is not a valid SemVer");
    }
    return version.get();
  }

  private static Value isValid(Value version) {
    return RegoBoolean.of(version instanceof RegoString s && Semver.parse(s.text()).isPresent());
  }

  private static @Nullable Value parseUuid(Value uuid) throws BuiltinException {
    return Uuid.parse(Operands.string(uuid, 1)).map(Uuid::toObject).orElse(null);
  }

  private record UuidKey(String key) {}

  private static Value newUuid(CallContext context, Value[] operands) throws BuiltinException {
    UuidKey key = new UuidKey(Operands.string(operands[0], 1));
    return context.cached(
        key,
        () -> {
          byte[] bytes = new byte[16];
          context.random().nextBytes(bytes);
          return RegoString.of(Uuid.random(bytes));
        });
  }
}
