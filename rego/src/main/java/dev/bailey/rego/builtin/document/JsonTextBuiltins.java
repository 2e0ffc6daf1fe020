package dev.bailey.rego.builtin.document;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Values as JSON text and back. */
public final class JsonTextBuiltins {
  private static final Json.Limits LIMITS = new Json.Limits(10_000, 1 << 28, 100_000);

  private JsonTextBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "json.marshal", "(x: any) -> string", a -> RegoString.of(Json.writeEscaped(a))),
        Builtin.general(
            "json.marshal_with_options",
            "(x: any, opts: object<indent: string, prefix: string, pretty: boolean>[string: any])"
                + " -> string",
            JsonTextBuiltins::marshal),
        Builtin.unary("json.unmarshal", "(x: string) -> any", JsonTextBuiltins::unmarshal),
        Builtin.unary("json.is_valid", "(x: string) -> boolean", JsonTextBuiltins::isValid));
  }

  private static Value unmarshal(Value a) throws BuiltinException {
    return switch (Json.read(Operands.string(a, 1), LIMITS)) {
      case Json.Read.Ok ok -> ok.value();
      case Json.Read.Malformed bad -> throw BuiltinException.failed(bad.message());
    };
  }

  private static Value isValid(Value a) {
    return RegoBoolean.of(
        a instanceof RegoString s && Json.read(s.text(), LIMITS) instanceof Json.Read.Ok);
  }

  private static Value marshal(CallContext context, Value[] arguments) throws BuiltinException {
    RegoObject options = Operands.object(arguments[1], 2);
    boolean pretty = false;
    boolean plain = false;
    String prefix = "";
    String indent = "\t";
    for (int i = 0; i < options.size(); i++) {
      Value value = options.valueAt(i);
      switch (name(options.keyAt(i), i)) {
        case "pretty" -> {
          pretty = flag(value);
          plain = !pretty;
        }
        case "prefix" -> {
          prefix = text("prefix", value);
          pretty = true;
        }
        case "indent" -> {
          indent = text("indent", value);
          pretty = true;
        }
        default ->
            throw BuiltinException.type(
                "operand 2 object contained unknown key " + options.keyAt(i));
      }
    }
    Value a = arguments[0];
    if (plain || !pretty) {
      return RegoString.of(Json.writeEscaped(a));
    }
    context.write((long) a.weight() * (prefix.length() + indent.length()));
    return RegoString.of(Json.writeIndented(a, prefix, indent));
  }

  private static String name(Value key, int index) throws BuiltinException {
    if (key instanceof RegoString s) {
      return s.text();
    }
    throw BuiltinException.type(
        "operand 2 failed to stringify key "
            + key
            + " at index "
            + index
            + ": operand 0 must be string but got "
            + key.kind().text());
  }

  private static boolean flag(Value value) throws BuiltinException {
    if (value instanceof RegoBoolean b) {
      return b.isTrue();
    }
    throw BuiltinException.type("operand 2 key \"pretty\" failed cast to bool");
  }

  private static String text(String key, Value value) throws BuiltinException {
    if (value instanceof RegoString s) {
      return s.text();
    }
    throw BuiltinException.type(
        "operand 2 key \""
            + key
            + "\" failed cast to string: operand 0 must be string but got "
            + value.kind().text());
  }
}
