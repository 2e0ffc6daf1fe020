package dev.bailey.ledger.json;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/**
 * Writes JSON.
 *
 * <p>The canonical form is RFC 8785 (JCS) restricted to what two independent programs cannot read
 * differently: members sorted by UTF-16 code units, no white space, the shortest escapes, and only
 * whole numbers of at most 2^53 - 1 in magnitude. Everything that Bailey hashes or signs has this
 * form.
 */
public final class CanonicalJson {
  private static final BigDecimal LARGEST = BigDecimal.valueOf((1L << 53) - 1);

  private CanonicalJson() {}

  /**
   * The canonical text.
   *
   * @throws IllegalArgumentException for a number that is not whole or too large, or for text with
   *     a lone surrogate; such a value has no canonical form
   */
  public static String text(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, true, out);
    return out.toString();
  }

  /** Compact text in the order given, with any number; for interfaces, never for hashing. */
  public static String compact(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, false, out);
    return out.toString();
  }

  private static void write(Json value, boolean canonical, StringBuilder out) {
    switch (value) {
      case Json.Null ignored -> out.append("null");
      case Json.Bool b -> out.append(b.value());
      case Json.Num n -> out.append(canonical ? wholeText(n.value()) : n.value().toString());
      case Json.Str s -> string(s.value(), out);
      case Json.Arr a -> {
        out.append('[');
        String separator = "";
        for (Json item : a.items()) {
          out.append(separator);
          write(item, canonical, out);
          separator = ",";
        }
        out.append(']');
      }
      case Json.Obj o -> {
        var entries = o.members().entrySet().stream();
        if (canonical) {
          entries = entries.sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        }
        out.append('{');
        String separator = "";
        for (var member : entries.toList()) {
          out.append(separator);
          string(member.getKey(), out);
          out.append(':');
          write(member.getValue(), canonical, out);
          separator = ",";
        }
        out.append('}');
      }
    }
  }

  private static String wholeText(BigDecimal value) {
    if (value.stripTrailingZeros().scale() > 0 || value.abs().compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException("number has no canonical form: " + value);
    }
    return value.toBigIntegerExact().toString();
  }

  private static void string(String text, StringBuilder out) {
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
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else if (Character.isSurrogate(c)) {
            if (!Character.isHighSurrogate(c)
                || i + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(i + 1))) {
              throw new IllegalArgumentException("text with a lone surrogate has no JSON form");
            }
            out.append(c).append(text.charAt(++i));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
