package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.template.Node.Data;
import dev.bailey.rego.builtin.template.Node.Item;
import dev.bailey.rego.builtin.template.Node.Missing;
import dev.bailey.rego.builtin.template.Node.Real;
import dev.bailey.rego.builtin.template.Node.Whole;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/** Values as texts, in the manner of Go. */
final class Show {
  static final String UNDEFINED = "<undefined>";

  private Show() {}

  /** Where it stands alone in a template. */
  static String alone(Item item) {
    boolean nothing =
        item instanceof Missing || (item instanceof Data d && d.value() instanceof RegoNull);
    return nothing ? UNDEFINED : text(item);
  }

  static String text(Item item) {
    return switch (item) {
      case Missing m -> "<nil>";
      case Whole w -> Long.toString(w.value());
      case Real r -> RegoNumber.of(r.value()).text();
      case Data d -> {
        StringBuilder out = new StringBuilder();
        append(d.value(), out);
        yield out.toString();
      }
    };
  }

  private static void append(Value value, StringBuilder out) {
    switch (value) {
      case RegoNull n -> out.append("<nil>");
      case RegoString s -> out.append(s.text());
      case RegoNumber n -> out.append(n.text());
      case RegoArray a -> members(a, out);
      case RegoObject o -> {
        out.append("map[");
        for (int i = 0; i < o.size(); i++) {
          out.append(i > 0 ? " " : "");
          append(o.keyAt(i), out);
          out.append(':');
          append(o.valueAt(i), out);
        }
        out.append(']');
      }
      default -> out.append(value);
    }
  }

  private static void members(Iterable<Value> members, StringBuilder out) {
    out.append('[');
    String space = "";
    for (Value member : members) {
      out.append(space);
      append(member, out);
      space = " ";
    }
    out.append(']');
  }

  static boolean isTrue(Item item) {
    return switch (item) {
      case Missing m -> false;
      case Whole w -> w.value() != 0;
      case Real r -> r.value() != 0;
      case Data d ->
          switch (d.value()) {
            case RegoNull n -> false;
            case dev.bailey.rego.value.RegoBoolean b -> b.isTrue();
            case RegoString s -> !s.text().isEmpty();
            case RegoNumber n -> true;
            default -> d.value().size() > 0;
          };
    };
  }

  /** How Go calls the type. */
  static String type(Item item) {
    return switch (item) {
      case Missing m -> "nil";
      case Whole w -> "int";
      case Real r -> "float64";
      case Data d ->
          switch (d.value()) {
            case RegoNull n -> "nil";
            case dev.bailey.rego.value.RegoBoolean b -> "bool";
            case RegoString s -> "string";
            case RegoNumber n -> "json.Number";
            case RegoObject o -> "map[string]interface {}";
            default -> "[]interface {}";
          };
    };
  }
}
