package dev.bailey.worker.podman;

import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;

/** JSON with one member per line, for review. */
final class PrettyJson {
  private PrettyJson() {}

  static String text(Json.Obj value) {
    StringBuilder out = new StringBuilder();
    write(value, "", out);
    return out.append('\n').toString();
  }

  private static void write(Json value, String indent, StringBuilder out) {
    String deeper = indent + "  ";
    String separator = "\n";
    switch (value) {
      case Json.Obj object when !object.members().isEmpty() -> {
        out.append('{');
        for (var member : object.members().entrySet()) {
          out.append(separator).append(deeper);
          out.append(CanonicalJson.compact(Json.of(member.getKey()))).append(": ");
          write(member.getValue(), deeper, out);
          separator = ",\n";
        }
        out.append('\n').append(indent).append('}');
      }
      case Json.Arr array when array.items().stream().anyMatch(i -> i instanceof Json.Obj) -> {
        out.append('[');
        for (Json item : array.items()) {
          out.append(separator).append(deeper);
          write(item, deeper, out);
          separator = ",\n";
        }
        out.append('\n').append(indent).append(']');
      }
      default -> out.append(CanonicalJson.compact(value));
    }
  }
}
