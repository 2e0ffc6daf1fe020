package dev.bailey.rego.builtin.string;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of double precision that are not negative as text, by format and precision. */
final class DoubleText {
  private DoubleText() {}

  /** The format is one of {@code b e f g x}; a precision of -1 is as much as needed. */
  static String of(double value, char format, int precision) {
    return switch (format) {
      case 'b' -> binary(value);
      case 'x' -> hex(value, precision);
      case 'e' -> exponent(rounded(value, precision + 1), precision);
      case 'f' -> new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
      case 'g' -> general(value, precision);
      default -> throw new IllegalArgumentException("no format: " + format);
    };
  }

  /** The digits {@code 0.TEXT × 10^point}, without zeros at the end; empty for zero. */
  private record Digits(String text, int point) {
    static Digits of(BigDecimal value) {
      if (value.signum() == 0) {
        return new Digits("", 1);
      }
      BigDecimal stripped = value.stripTrailingZeros();
      String text = stripped.unscaledValue().toString();
      return new Digits(text, text.length() - stripped.scale());
    }
  }

  private static Digits rounded(double value, int digits) {
    return Digits.of(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  private static Digits shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value));
    BigDecimal one = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
    return Digits.of(one.doubleValue() == value ? one : decimal);
  }

  private static String general(double value, int precision) {
    Digits digits = precision < 0 ? shortest(value) : rounded(value, Math.max(precision, 1));
    int count = digits.text.length();
    int limit = precision < 0 ? 6 : Math.max(precision, 1);
    if (precision >= 0 && limit > count && count >= digits.point) {
      limit = count;
    }
    int exponent = digits.point - 1;
    if (!digits.text.isEmpty() && (exponent < -4 || exponent >= limit)) {
      return exponent(digits, count - 1);
    }
    return fixed(digits);
  }

  private static String exponent(Digits digits, int precision) {
    String text = digits.text.isEmpty() ? "0" : digits.text;
    StringBuilder out = new StringBuilder().append(text.charAt(0));
    if (precision > 0) {
      out.append('.').append(text, 1, text.length()).repeat('0', precision + 1 - text.length());
    }
    int exponent = digits.point - 1;
    out.append('e').append(exponent < 0 ? '-' : '+');
    return twoDigits(out, Math.abs(exponent)).toString();
  }

  private static StringBuilder twoDigits(StringBuilder out, int number) {
    return (number < 10 ? out.append('0') : out).append(number);
  }

  private static String fixed(Digits digits) {
    String text = digits.text;
    int point = digits.point;
    if (text.isEmpty()) {
      return "0";
    }
    if (point <= 0) {
      return new StringBuilder("0.").repeat('0', -point).append(text).toString();
    }
    if (point >= text.length()) {
      return new StringBuilder(text).repeat('0', point - text.length()).toString();
    }
    return new StringBuilder(text).insert(point, '.').toString();
  }

  private static String binary(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & ((1L << 52) - 1);
    int power = (int) (bits >>> 52);
    long mantissa = power == 0 ? fraction : fraction | (1L << 52);
    int exponent = Math.max(power, 1) - 1075;
    return mantissa + "p" + (exponent >= 0 ? "+" : "") + exponent;
  }

  private static String hex(double value, int precision) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & ((1L << 52) - 1);
    int power = (int) (bits >>> 52);
    long mantissa = (power == 0 ? fraction : fraction | (1L << 52)) << 8;
    int exponent = mantissa == 0 ? 0 : Math.max(power, 1) - 1023;
    while (mantissa != 0 && (mantissa & (1L << 60)) == 0) {
      mantissa <<= 1;
      exponent--;
    }
    if (precision >= 0 && precision < 15) {
      int shift = precision * 4;
      long extra = (mantissa << shift) & ((1L << 60) - 1);
      mantissa >>>= 60 - shift;
      if ((extra | (mantissa & 1)) > 1L << 59) {
        mantissa++;
      }
      mantissa <<= 60 - shift;
      if ((mantissa & (1L << 61)) != 0) {
        mantissa >>>= 1;
        exponent++;
      }
    }
    StringBuilder out = new StringBuilder("0x").append((mantissa >>> 60) & 1);
    long rest = mantissa << 4;
    if (precision < 0 ? rest != 0 : precision > 0) {
      out.append('.');
    }
    for (int i = 0; precision < 0 ? rest != 0 : i < precision; i++) {
      out.append(Character.forDigit((int) (rest >>> 60), 16));
      rest <<= 4;
    }
    out.append('p').append(exponent < 0 ? '-' : '+');
    return twoDigits(out, Math.abs(exponent)).toString();
  }
}
