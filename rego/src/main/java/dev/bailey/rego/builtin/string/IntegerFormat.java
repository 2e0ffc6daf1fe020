package dev.bailey.rego.builtin.string;

/** Verbs for integers of 64 bits. */
final class IntegerFormat {
  private static final int MAX_CODE_POINT = Character.MAX_CODE_POINT;

  private IntegerFormat() {}

  static boolean write(Layout layout, long value, int verb) {
    switch (verb) {
      case 'v', 'd' -> number(layout, value, 10, verb);
      case 'b' -> number(layout, value, 2, verb);
      case 'o', 'O' -> number(layout, value, 8, verb);
      case 'x', 'X' -> number(layout, value, 16, verb);
      case 'c' -> layout.pad(Character.toString(codePoint(value)));
      case 'q' -> {
        String quoted = Quotes.quote(Character.toString(codePoint(value)), '\'', layout.plus);
        layout.pad(quoted);
      }
      case 'U' -> unicode(layout, value);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The code point, or the replacement character for what is none. */
  private static int codePoint(long value) {
    boolean valid = value >= 0 && value <= MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
    return valid ? (int) value : 0xfffd;
  }

  private static void number(Layout layout, long value, int base, int verb) {
    boolean negative = value < 0;
    if (layout.precision == 0 && value == 0) {
      boolean kept = layout.zero;
      layout.zero = false;
      layout.blanks(layout.width);
      layout.zero = kept;
      return;
    }
    int least = Math.max(layout.precision, 0);
    if (layout.precision < 0 && layout.zero && !layout.minus && layout.width >= 0) {
      least = layout.width - (negative || layout.plus || layout.space ? 1 : 0);
    }
    String digits = Long.toUnsignedString(Math.abs(value), base);
    if (verb == 'X') {
      digits = digits.toUpperCase(java.util.Locale.ROOT);
    }
    int zeros = least - digits.length();
    StringBuilder text = new StringBuilder();
    if (negative) {
      text.append('-');
    } else if (layout.plus) {
      text.append('+');
    } else if (layout.space) {
      text.append(' ');
    }
    text.append(prefix(layout, base, verb, zeros > 0 || digits.charAt(0) == '0'));
    text.repeat('0', Math.max(zeros, 0)).append(digits);
    layout.padWithSpaces(text.toString());
  }

  private static String prefix(Layout layout, int base, int verb, boolean beginsWithZero) {
    if (verb == 'O') {
      return layout.sharp && !beginsWithZero ? "0o0" : "0o";
    }
    if (!layout.sharp) {
      return "";
    }
    return switch (base) {
      case 2 -> "0b";
      case 8 -> beginsWithZero ? "" : "0";
      case 16 -> verb == 'X' ? "0X" : "0x";
      default -> "";
    };
  }

  private static void unicode(Layout layout, long value) {
    String digits = Long.toHexString(value).toUpperCase(java.util.Locale.ROOT);
    int least = Math.max(layout.precision, 4);
    StringBuilder text = new StringBuilder("U+");
    text.repeat('0', Math.max(0, least - digits.length())).append(digits);
    if (layout.sharp && value >= 0 && value <= MAX_CODE_POINT && Quotes.isPrintable((int) value)) {
      text.append(" '").appendCodePoint((int) value).append('\'');
    }
    layout.padWithSpaces(text.toString());
  }
}
