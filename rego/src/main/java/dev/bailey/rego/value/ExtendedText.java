package dev.bailey.rego.value;

import java.math.BigInteger;

/**
 * Reading and writing of {@link Extended} numbers. What is written is the shortest decimal that
 * reads back to the same number; integers are written without an exponent, numbers with a fraction
 * as {@code d.ddde±NN} if their exponent is below -4 or above 5.
 *
 * <p>Powers of five up to 5^55 are exact when numbers are read; greater ones are rounded to 128
 * bits, as the reference implementation's library does, which shows in the last digit.
 */
final class ExtendedText {
  private static final int READ_BITS = 128;

  /** Above this power of two a number is not expanded exactly to be written. */
  private static final int MAX_EXACT = 400_000;

  /** Digits enough to tell neighbours apart, with a good reserve. */
  private static final int APPROXIMATE_BITS = 320;

  private static final long[] FIVES = new long[28];

  static {
    FIVES[0] = 1;
    for (int i = 1; i < FIVES.length; i++) {
      FIVES[i] = FIVES[i - 1] * 5;
    }
  }

  private ExtendedText() {}

  /** The nearest number to what a text in the form of JSON says. */
  static Extended read(String text) {
    boolean negative = text.charAt(0) == '-';
    int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
    int end = mark < 0 ? text.length() : mark;
    int dot = text.indexOf('.');
    long power = mark < 0 ? 0 : Long.parseLong(text, mark + 1, text.length(), 10);
    if (dot < 0) {
      return read(negative, text.substring(negative ? 1 : 0, end), power);
    }
    String digits = text.substring(negative ? 1 : 0, dot).concat(text.substring(dot + 1, end));
    return read(negative, digits, power - (end - dot - 1));
  }

  /** The nearest number to {@code digits × 10^power}. */
  private static Extended read(boolean negative, String digits, long power) {
    if (digits.length() <= 18 && Math.abs(power) < FIVES.length) {
      long m = Long.parseLong(digits);
      if (m == 0) {
        return Extended.ZERO;
      }
      Extended number = Extended.normal(negative, m, power);
      Extended fives = Extended.normal(false, FIVES[(int) Math.abs(power)], 0);
      return power < 0 ? number.divide(fives) : number.multiply(fives);
    }
    BigInteger m = new BigInteger(digits);
    if (power == 0 || m.signum() == 0) {
      return Extended.round(negative, m, 0, false);
    }
    Wide fives = Wide.powerOfFive(Math.abs(power), READ_BITS);
    if (power > 0) {
      return Extended.round(negative, m.multiply(fives.mantissa), power + fives.exponent, false);
    }
    int shift = Math.max(0, 66 + fives.mantissa.bitLength() - m.bitLength());
    BigInteger[] quotient = m.shiftLeft(shift).divideAndRemainder(fives.mantissa);
    return Extended.round(
        negative, quotient[0], power - fives.exponent - shift, quotient[1].signum() != 0);
  }

  static String write(Extended number) {
    if (number.mantissa() == 0) {
      return "0";
    }
    Digits digits = shortest(number);
    StringBuilder out = new StringBuilder();
    if (number.negative()) {
      out.append('-');
    }
    long point = digits.point;
    String d = digits.text;
    if (number.isInteger() && point <= RegoNumber.MAX_INTEGER_DIGITS) {
      int zeros = (int) point - d.length();
      return out.append(d, 0, Math.min(d.length(), (int) point))
          .repeat("0", Math.max(0, zeros))
          .toString();
    }
    if (point - 1 < -4 || point - 1 >= 6) {
      out.append(d.charAt(0));
      if (d.length() > 1) {
        out.append('.').append(d, 1, d.length());
      }
      out.append('e').append(point > 0 ? '+' : '-');
      long magnitude = Math.abs(point - 1);
      return (magnitude < 10 ? out.append('0') : out).append(magnitude).toString();
    }
    if (point <= 0) {
      return out.append("0.").repeat("0", (int) -point).append(d).toString();
    }
    int places = (int) point;
    return out.append(d, 0, places).append('.').append(d, places, d.length()).toString();
  }

  /** The number {@code 0.TEXT × 10^point}. */
  private record Digits(String text, long point) {
    static Digits of(BigInteger magnitude, long power) {
      String text = magnitude.toString();
      Decimal decimal = Decimal.normal(false, text, text.length() + power);
      return new Digits(decimal.digits(), decimal.point());
    }

    char at(int index) {
      return index < text.length() ? text.charAt(index) : '0';
    }
  }

  /**
   * The fewest digits that lie between the number's neighbours. Half a unit of the last place is
   * allowed on both sides, also below a power of two, where the neighbour is nearer: that is the
   * reference implementation's choice.
   */
  private static Digits shortest(Extended number) {
    BigInteger doubled = new BigInteger(Long.toUnsignedString(number.mantissa())).shiftLeft(1);
    Scale scale = Scale.of(number.exponent() - 1);
    Digits exact = scale.digits(doubled);
    Digits lower = scale.digits(doubled.subtract(BigInteger.ONE));
    Digits upper = scale.digits(doubled.add(BigInteger.ONE));
    boolean even = (number.mantissa() & 1) == 0;
    for (int i = 0; i < exact.text.length(); i++) {
      char digit = exact.text.charAt(i);
      char high = upper.at(i);
      boolean down = lower.at(i) != digit || (even && i + 1 == lower.text.length());
      boolean up = digit != high && (even || digit + 1 < high || i + 1 < upper.text.length());
      if (down && up) {
        return cut(exact, i + 1, roundsUp(exact.text, i + 1));
      }
      if (down || up) {
        return cut(exact, i + 1, up);
      }
    }
    return exact;
  }

  private static boolean roundsUp(String digits, int length) {
    if (length >= digits.length()) {
      return false;
    }
    char next = digits.charAt(length);
    if (next == '5' && length + 1 == digits.length()) {
      return length > 0 && (digits.charAt(length - 1) - '0') % 2 != 0;
    }
    return next >= '5';
  }

  private static Digits cut(Digits digits, int length, boolean up) {
    BigInteger kept = new BigInteger(digits.text.substring(0, length));
    return Digits.of(up ? kept.add(BigInteger.ONE) : kept, digits.point - length);
  }

  /** Turns multiples of a power of two into decimal digits. */
  private record Scale(BigInteger factor, int shift, long power) {
    static Scale of(long exponent) {
      if (Math.abs(exponent) > MAX_EXACT) {
        return approximate(exponent);
      }
      int e = (int) exponent;
      return e >= 0
          ? new Scale(BigInteger.ONE, e, 0)
          : new Scale(BigInteger.valueOf(5).pow(-e), 0, e);
    }

    /** {@code 2^exponent} as {@code factor × 10^power}, where the factor has many bits. */
    private static Scale approximate(long exponent) {
      long power = (long) (exponent * Math.log10(2)) - 100;
      // 2^exponent / 10^power = 2^(exponent - power) / 5^power
      Wide fives = Wide.powerOfFive(Math.abs(power), APPROXIMATE_BITS);
      long rest = exponent - power;
      BigInteger factor =
          power < 0
              ? shift(fives.mantissa, rest + fives.exponent)
              : shift(
                  BigInteger.ONE.shiftLeft(2 * APPROXIMATE_BITS).divide(fives.mantissa),
                  rest - fives.exponent - 2 * APPROXIMATE_BITS);
      return new Scale(factor, 0, power);
    }

    private static BigInteger shift(BigInteger value, long by) {
      return value.shiftLeft(Math.toIntExact(by));
    }

    Digits digits(BigInteger multiple) {
      return Digits.of(multiple.multiply(factor).shiftLeft(shift), power);
    }
  }

  /** A number with more bits, as {@code mantissa × 2^exponent}. */
  private record Wide(BigInteger mantissa, long exponent) {
    static Wide powerOfFive(long power, int bits) {
      int most = FIVES.length - 1;
      if (power <= most) {
        return new Wide(BigInteger.valueOf(FIVES[(int) power]), 0);
      }
      Wide result = new Wide(BigInteger.valueOf(FIVES[most]), 0);
      Wide square = new Wide(BigInteger.valueOf(5), 0);
      for (long n = power - most; n > 0; n >>= 1) {
        if ((n & 1) == 1) {
          result = result.multiply(square, bits);
        }
        square = square.multiply(square, bits + 64);
      }
      return result;
    }

    private Wide multiply(Wide other, int bits) {
      BigInteger product = mantissa.multiply(other.mantissa);
      long power = exponent + other.exponent;
      int excess = product.bitLength() - bits;
      if (excess <= 0) {
        return new Wide(product, power);
      }
      BigInteger kept = product.shiftRight(excess);
      boolean half = product.testBit(excess - 1);
      boolean more = product.getLowestSetBit() < excess - 1;
      return new Wide(
          half && (more || kept.testBit(0)) ? kept.add(BigInteger.ONE) : kept, power + excess);
    }
  }
}
