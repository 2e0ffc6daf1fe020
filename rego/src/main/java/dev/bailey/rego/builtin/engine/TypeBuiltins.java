package dev.bailey.rego.builtin.engine;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Names of types, tests for them, and the casts of v0. */
public final class TypeBuiltins {
  private static final Map<Kind, RegoString> NAMES = new EnumMap<>(Kind.class);

  static {
    for (Kind kind : Kind.values()) {
      NAMES.put(kind, RegoString.of(kind.text()));
    }
  }

  private TypeBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        is("is_number", Kind.NUMBER),
        is("is_string", Kind.STRING),
        is("is_boolean", Kind.BOOLEAN),
        is("is_array", Kind.ARRAY),
        is("is_set", Kind.SET),
        is("is_object", Kind.OBJECT),
        is("is_null", Kind.NULL),
        Builtin.unary("type_name", "(x: any) -> string", a -> NAMES.get(a.kind())),
        cast("cast_object", "(any) -> object[any: any]", Kind.OBJECT),
        cast("cast_null", "(any) -> null", Kind.NULL),
        cast("cast_boolean", "(any) -> boolean", Kind.BOOLEAN),
        cast("cast_string", "(any) -> string", Kind.STRING),
        Builtin.unary("cast_set", "(any) -> set[any]", TypeBuiltins::toSet).onlyV0(),
        Builtin.unary("cast_array", "(any) -> array[any]", TypeBuiltins::toArray).onlyV0());
  }

  private static Builtin is(String name, Kind kind) {
    return Builtin.unary(name, "(x: any) -> boolean", a -> RegoBoolean.of(a.kind() == kind));
  }

  private static Builtin cast(String name, String signature, Kind kind) {
    return Builtin.unary(
            name,
            signature,
            a -> {
              if (a.kind() == kind) {
                return a;
              }
              throw Operands.wrong(a, 1, kind.text());
            })
        .onlyV0();
  }

  private static Value toSet(Value a) throws BuiltinException {
    return switch (a) {
      case RegoSet s -> s;
      case RegoArray items -> RegoSet.of(items);
      default -> throw Operands.wrong(a, 1, "array", "set");
    };
  }

  private static Value toArray(Value a) throws BuiltinException {
    return switch (a) {
      case RegoArray items -> items;
      case RegoSet s -> s.toArray();
      default -> throw Operands.wrong(a, 1, "array", "set");
    };
  }
}
