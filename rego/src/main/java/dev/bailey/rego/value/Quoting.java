package dev.bailey.rego.value;

/** Strings between quotes. */
final class Quoting {
  private static final String HEX = "0123456789abcdef";

  private Quoting() {}

  /** As JSON; {@code html} also escapes what could end a script in a page. */
  static void json(String text, boolean html, StringBuilder out) {
    out.append('"');
    int done = 0;
    int n = text.length();
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (isPlain(c, html) || (Character.isSurrogate(c) && isPaired(text, i))) {
        continue;
      }
      out.append(text, done, i);
      done = i + 1;
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isSurrogate(c)) {
            out.append('\ufffd');
          } else {
            unicode(c, out);
          }
        }
      }
    }
    out.append(text, done, n).append('"');
  }

  private static boolean isPlain(char c, boolean html) {
    if (c < 0x80) {
      return c >= ' ' && c != '"' && c != '\\' && !(html && (c == '<' || c == '>' || c == '&'));
    }
    return !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** As the language writes it: characters that do not print are escaped. */
  static void rego(String text, StringBuilder out) {
    out.append('"');
    int done = 0;
    int n = text.length();
    for (int i = 0; i < n; ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == '"' || c == '\\' || !isPrintable(c)) {
        out.append(text, done, i);
        escape(c, out);
        done = next;
      }
      i = next;
    }
    out.append(text, done, n).append('"');
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append((char) c);
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (c < 0x80) {
          hex(out.append("\\x"), c, 2);
        } else if (c > 0xffff) {
          hex(out.append("\\U"), c, 8);
        } else if (c >= 0xd800 && c < 0xe000) {
          out.append('\ufffd');
        } else {
          unicode(c, out);
        }
      }
    }
  }

  /** Whether a code point is shown as it is: letters, marks, numbers, punctuation, symbols. */
  static boolean isPrintable(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void unicode(int c, StringBuilder out) {
    hex(out.append("\\u"), c, 4);
  }

  private static void hex(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 15));
    }
  }
}
