package dev.bailey.rego.type;

import dev.bailey.rego.value.RegoString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Types as messages show them. */
public final class TypeText {
  private TypeText() {}

  /** {@code array<string, number>[any]}. */
  public static String of(Type type) {
    StringBuilder out = new StringBuilder();
    write(type, out);
    return out.toString();
  }

  /** {@code (x: string, number, ...any)}, with names where there are some. */
  public static String arguments(
      List<String> names, List<Type> types, Optional<Type> variadic, Optional<Type> result) {
    StringBuilder out = new StringBuilder("(");
    for (int i = 0; i < types.size(); i++) {
      out.append(i > 0 ? ", " : "");
      if (i < names.size() && !names.get(i).isEmpty()) {
        out.append(names.get(i)).append(": ");
      }
      write(types.get(i), out);
    }
    variadic.ifPresent(t -> write(t, out.append(out.length() > 1 ? ", " : "").append("...")));
    result.ifPresent(t -> write(t, out.append(out.length() > 1 ? ", " : "")));
    return out.append(')').toString();
  }

  private static void write(Type type, StringBuilder out) {
    switch (type) {
      case Type.Unknown u -> out.append("???");
      case Type.Scalar s -> out.append(s.name().toLowerCase(Locale.ROOT));
      case Type.ArrayOf a -> {
        out.append("array");
        if (!a.items().isEmpty()) {
          list(a.items(), out);
        }
        a.rest().ifPresent(t -> bracket(t, out));
      }
      case Type.SetOf s -> bracket(s.member(), out.append("set"));
      case Type.ObjectOf o -> {
        out.append("object");
        if (!o.properties().isEmpty()) {
          out.append('<');
          for (int i = 0; i < o.properties().size(); i++) {
            Type.Property p = o.properties().get(i);
            out.append(i > 0 ? ", " : "")
                .append(p.key() instanceof RegoString s ? s.text() : p.key().toString())
                .append(": ");
            write(p.value(), out);
          }
          out.append('>');
        }
        o.rest()
            .ifPresent(r -> {
              write(r.key(), out.append('['));
              write(r.value(), out.append(": "));
              out.append(']');
            });
      }
      case Type.Union u -> {
        out.append("any");
        if (!u.alternatives().isEmpty()) {
          list(u.alternatives(), out);
        }
      }
      case Type.Function f -> {
        out.append(arguments(List.of(), f.arguments(), f.variadic(), Optional.empty()));
        f.result().ifPresent(t -> write(t, out.append(" => ")));
      }
    }
  }

  private static void list(List<Type> types, StringBuilder out) {
    out.append('<');
    for (int i = 0; i < types.size(); i++) {
      write(types.get(i), out.append(i > 0 ? ", " : ""));
    }
    out.append('>');
  }

  private static void bracket(Type type, StringBuilder out) {
    write(type, out.append('['));
    out.append(']');
  }
}
