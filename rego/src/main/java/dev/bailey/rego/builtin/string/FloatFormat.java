package dev.bailey.rego.builtin.string;

import java.util.Locale;

/** Verbs for numbers of double precision. */
final class FloatFormat {
  private FloatFormat() {}

  static boolean write(Layout layout, double value, int verb) {
    switch (verb) {
      case 'v' -> number(layout, value, 'g', -1);
      case 'b', 'g', 'G', 'x', 'X' -> number(layout, value, (char) verb, -1);
      case 'f', 'F' -> number(layout, value, 'f', 6);
      case 'e', 'E' -> number(layout, value, (char) verb, 6);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void number(Layout layout, double value, char verb, int usual) {
    int precision = layout.precision >= 0 ? layout.precision : usual;
    boolean negative = value < 0 || 1 / value < 0;
    String digits = DoubleText.of(Math.abs(value), Character.toLowerCase(verb), precision);
    if (layout.sharp && verb != 'b') {
      digits = sharp(digits, verb, precision);
    }
    if (Character.isUpperCase(verb)) {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    String sign = negative ? "-" : layout.plus ? "+" : layout.space ? " " : "";
    int missing = layout.width - sign.length() - digits.length();
    if (!sign.isEmpty() && layout.zero && !layout.minus && missing > 0) {
      layout.out.append(sign);
      layout.blanks(missing);
      layout.out.append(digits);
    } else {
      layout.pad(sign + digits);
    }
  }

  /** Adds a decimal point, and for the verbs {@code g} and {@code x} zeros up to the precision. */
  private static String sharp(String number, char verb, int precision) {
    boolean hex = verb == 'x' || verb == 'X';
    int tail = number.length();
    for (int i = number.length() - 1; i >= 0; i--) {
      char c = number.charAt(i);
      if (c == 'p' || (c == 'e' && !hex)) {
        tail = i;
      }
    }
    String front = number.substring(0, tail);
    boolean counts = verb == 'g' || verb == 'G' || verb == 'x';
    int zeros = counts ? (precision < 0 ? 6 : precision) : 0;
    boolean begun = false;
    for (int i = 0; i < front.length(); i++) {
      char c = front.charAt(i);
      begun |= c != '0' && c != '.';
      zeros -= begun && c != '.' ? 1 : 0;
    }
    StringBuilder out = new StringBuilder(front);
    if (front.indexOf('.') < 0) {
      zeros -= front.equals("0") ? 1 : 0;
      out.append('.');
    }
    return out.repeat('0', Math.max(zeros, 0)).append(number, tail, number.length()).toString();
  }
}
