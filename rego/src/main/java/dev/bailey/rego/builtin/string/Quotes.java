package dev.bailey.rego.builtin.string;

/** Texts between quotes, with escapes that Go reads. */
final class Quotes {
  private Quotes() {}

  /** {@code ascii} escapes all that is not ASCII, too. */
  static String quote(String text, char quote, boolean ascii) {
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> character(c, quote, ascii, out));
    return out.append(quote).toString();
  }

  private static void character(int c, char quote, boolean ascii, StringBuilder out) {
    if (c == quote || c == '\\') {
      out.append('\\').append((char) c);
    } else if (c >= 0xdc80 && c <= 0xdcff) {
      hex("\\x", c & 0xff, 2, out); // a byte that is no part of a character
    } else if (ascii ? c >= ' ' && c < 0x7f : isPrintable(c)) {
      out.appendCodePoint(c);
    } else {
      escape(c, out);
    }
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (c < ' ' || c == 0x7f) {
          hex("\\x", c, 2, out);
        } else if (c < 0x10000) {
          hex("\\u", c, 4, out);
        } else {
          hex("\\U", c, 8, out);
        }
      }
    }
  }

  private static void hex(String prefix, int value, int digits, StringBuilder out) {
    String hex = Integer.toHexString(value);
    out.append(prefix).repeat('0', digits - hex.length()).append(hex);
  }

  static boolean isPrintable(int c) {
    return dev.bailey.rego.value.Values.isPrintable(c);
  }

  /** Whether a text can stand unchanged between back-quotes. */
  static boolean canBackquote(String text) {
    return text.codePoints()
        .noneMatch(c ->
            c == '`'
                || c == 0x7f
                || c == 0xfeff
                || (c < ' ' && c != '\t')
                || (c >= 0xd800 && c <= 0xdfff));
  }
}
