package dev.bailey.cli.rego;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;

/**
 * Documents for programs, two spaces a level, with members in the order in which readers expect
 * them: maps, lists, values, strings, numbers and booleans.
 */
final class JsonText {
  private static final String INDENT = "  ";

  private JsonText() {}

  static String of(Object document) {
    StringBuilder out = new StringBuilder();
    write(document, "", out);
    return out.toString();
  }

  private static void write(Object node, String indent, StringBuilder out) {
    switch (node) {
      case Map<?, ?> map -> map(map, indent, out);
      case List<?> list -> list(list, indent, out);
      case Value value -> out.append(value(value, indent));
      case String text -> out.append(Json.writeEscaped(RegoString.of(text)));
      default -> out.append(node);
    }
  }

  private static void map(Map<?, ?> map, String indent, StringBuilder out) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    String separator = "{\n";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator).append(indent).append(INDENT);
      write(String.valueOf(entry.getKey()), "", out);
      out.append(": ");
      write(entry.getValue(), indent + INDENT, out);
      separator = ",\n";
    }
    out.append('\n').append(indent).append('}');
  }

  private static void list(List<?> list, String indent, StringBuilder out) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    String separator = "[\n";
    for (Object item : list) {
      out.append(separator).append(indent).append(INDENT);
      write(item, indent + INDENT, out);
      separator = ",\n";
    }
    out.append('\n').append(indent).append(']');
  }

  /** A value on as many lines as it needs; the first one goes on where its reader is. */
  static String value(Value value, String indent) {
    return Json.writeIndented(value, indent, INDENT).strip();
  }
}
