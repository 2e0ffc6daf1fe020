package dev.bailey.rego.builtin.string;

import java.math.BigInteger;
import java.util.Locale;

/** Verbs for integers of any size. */
final class BigFormat {
  private BigFormat() {}

  static void write(Layout layout, BigInteger value, int verb) {
    int base =
        switch (verb) {
          case 'b' -> 2;
          case 'o', 'O' -> 8;
          case 'd', 's', 'v' -> 10;
          case 'x', 'X' -> 16;
          default -> 0;
        };
    if (base == 0) {
      layout.out.append("%!").appendCodePoint(verb).append("(big.Int=").append(value).append(')');
      return;
    }
    String digits = value.abs().toString(base);
    if (verb == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    number(layout, sign(layout, value) + prefix(layout, verb), digits);
  }

  private static String sign(Layout layout, BigInteger value) {
    if (value.signum() < 0) {
      return "-";
    }
    return layout.plus || layout.plusGeneral ? "+" : layout.space ? " " : "";
  }

  private static String prefix(Layout layout, int verb) {
    if (verb == 'O') {
      return "0o";
    }
    if (!layout.sharp && !layout.sharpGeneral) {
      return "";
    }
    return switch (verb) {
      case 'b' -> "0b";
      case 'o' -> "0";
      case 'x' -> "0x";
      case 'X' -> "0X";
      default -> "";
    };
  }

  private static void number(Layout layout, String front, String digits) {
    int zeros = Math.max(0, layout.precision - digits.length());
    int missing = layout.width - front.length() - zeros - digits.length();
    boolean withZeros = layout.zero && !layout.minus && layout.precision < 0;
    if (missing > 0 && withZeros) {
      zeros = missing;
      missing = 0;
    }
    boolean kept = layout.zero;
    layout.zero = false;
    if (!layout.minus) {
      layout.blanks(missing);
    }
    layout.out.append(front).repeat('0', zeros).append(digits);
    if (layout.minus) {
      layout.blanks(missing);
    }
    layout.zero = kept;
  }
}
