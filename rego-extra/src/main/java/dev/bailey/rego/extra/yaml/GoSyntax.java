package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.StringJoiner;

/** Values as some errors of the language show them; collections in collections are left out. */
final class GoSyntax {
  private GoSyntax() {}

  static String of(Value value) {
    return switch (value) {
      case RegoArray a -> {
        StringJoiner out = new StringJoiner(", ", "[]interface {}{", "}");
        a.forEach(item -> out.add(inner(item)));
        yield out.toString();
      }
      case RegoObject o -> {
        StringJoiner out = new StringJoiner(", ", "map[interface {}]interface {}{", "}");
        o.forEach((key, item) -> out.add(inner(key) + ":" + inner(item)));
        yield out.toString();
      }
      default -> inner(value);
    };
  }

  private static String inner(Value value) {
    return switch (value) {
      case RegoArray a -> "[]interface {}{...}";
      case RegoObject o -> "map[interface {}]interface {}{...}";
      case RegoNull n -> "interface {}(nil)";
      default -> value.toString();
    };
  }

  /** Without types. */
  static String shown(Value value) {
    return switch (value) {
      case RegoNull n -> "<nil>";
      case RegoString s -> s.text();
      default -> value.toString();
    };
  }
}
