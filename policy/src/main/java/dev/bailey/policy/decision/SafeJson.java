package dev.bailey.policy.decision;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.HexFormat;

/**
 * JSON that can stand inside a page or a script: no spaces, keys in order, and {@code <}, {@code
 * >}, {@code &} and the two line separators of Unicode escaped. Documents of policies and
 * decisions have this form.
 */
public final class SafeJson {
  private final StringBuilder out = new StringBuilder();

  private SafeJson() {}

  public static String of(Value value) {
    SafeJson json = new SafeJson();
    json.write(value);
    return json.out.toString();
  }

  private void write(Value value) {
    switch (value) {
      case RegoNull n -> out.append("null");
      case RegoBoolean b -> out.append(b.isTrue());
      case RegoNumber n -> out.append(n.text());
      case RegoString s -> quote(s.text());
      case RegoArray array -> items(array);
      case RegoSet set -> items(set);
      case RegoObject object -> {
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
          separate(i);
          Value key = object.keyAt(i);
          quote(key instanceof RegoString s ? s.text() : key.toJson());
          out.append(':');
          write(object.valueAt(i));
        }
        out.append('}');
      }
    }
  }

  private void items(Iterable<Value> items) {
    out.append('[');
    int count = 0;
    for (Value item : items) {
      separate(count++);
      write(item);
    }
    out.append(']');
  }

  private void separate(int index) {
    if (index > 0) {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < 0x20) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append("\\u").append(HexFormat.of().toHexDigits(c));
  }
}
