package dev.bailey.rego.value;

/** Values as text. */
final class Render {
  private Render() {}

  static String json(Value value) {
    StringBuilder out = new StringBuilder();
    json(value, out);
    return out.toString();
  }

  private static void json(Value value, StringBuilder out) {
    switch (value) {
      case RegoNull n -> out.append(n);
      case RegoBoolean b -> out.append(b);
      case RegoNumber n -> out.append(n.text());
      case RegoString s -> quote(s.text(), out);
      case RegoArray a -> jsonItems(a, out);
      case RegoSet s -> jsonItems(s, out);
      case RegoObject o -> {
        out.append('{');
        for (int i = 0; i < o.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          Value key = o.keyAt(i);
          quote(key instanceof RegoString s ? s.text() : json(key), out);
          out.append(':');
          json(o.valueAt(i), out);
        }
        out.append('}');
      }
    }
  }

  private static void jsonItems(Iterable<Value> items, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Value item : items) {
      out.append(separator);
      json(item, out);
      separator = ",";
    }
    out.append(']');
  }

  static String rego(Value value) {
    StringBuilder out = new StringBuilder();
    rego(value, out);
    return out.toString();
  }

  private static void rego(Value value, StringBuilder out) {
    switch (value) {
      case RegoNull n -> out.append(n);
      case RegoBoolean b -> out.append(b);
      case RegoNumber n -> out.append(n.text());
      case RegoString s -> quote(s.text(), out);
      case RegoArray a -> regoItems('[', a, ']', out);
      case RegoSet s -> {
        if (s.size() == 0) {
          out.append("set()");
        } else {
          regoItems('{', s, '}', out);
        }
      }
      case RegoObject o -> {
        out.append('{');
        for (int i = 0; i < o.size(); i++) {
          if (i > 0) {
            out.append(", ");
          }
          rego(o.keyAt(i), out);
          out.append(": ");
          rego(o.valueAt(i), out);
        }
        out.append('}');
      }
    }
  }

  private static void regoItems(char open, Iterable<Value> items, char close, StringBuilder out) {
    out.append(open);
    String separator = "";
    for (Value item : items) {
      out.append(separator);
      rego(item, out);
      separator = ", ";
    }
    out.append(close);
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
