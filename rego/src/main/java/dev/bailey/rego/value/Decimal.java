package dev.bailey.rego.value;

import java.math.BigInteger;

/**
 * The exact value of a number: {@code 0.DIGITS × 10^point}, with digits that neither begin nor end
 * with 0. Exponents of any size cost nothing, because nothing is ever written out.
 *
 * @param digits empty for zero
 */
record Decimal(boolean negative, String digits, long point) implements Comparable<Decimal> {
  /** The largest exponent that is accepted, in magnitude; far above what can be computed with. */
  private static final int MAX_EXPONENT_DIGITS = 16;

  private static final Decimal ZERO = new Decimal(false, "", 0);

  /**
   * Reads a number in the form of JSON.
   *
   * @throws NumberFormatException if the text is not of that form, or the exponent too large
   */
  static Decimal parse(String text) {
    int n = text.length();
    int at = 0;
    boolean negative = n > 0 && text.charAt(0) == '-';
    if (negative) {
      at++;
    }
    int from = at;
    at = digits(text, at);
    int whole = at - from;
    if (whole > 1 && text.charAt(from) == '0') {
      throw malformed(text);
    }
    String digits = text.substring(from, at);
    if (at < n && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      digits = digits.concat(text.substring(at + 1, end));
      at = end;
    }
    long exponent = 0;
    if (at < n && (text.charAt(at) | 0x20) == 'e') {
      at++;
      boolean down = at < n && text.charAt(at) == '-';
      if (at < n && (down || text.charAt(at) == '+')) {
        at++;
      }
      int end = digits(text, at);
      exponent = exponent(text, at, end);
      exponent = down ? -exponent : exponent;
      at = end;
    }
    if (at != n) {
      throw malformed(text);
    }
    return normal(negative, digits, whole + exponent);
  }

  /** From digits that may begin or end with zeros. */
  static Decimal normal(boolean negative, String digits, long point) {
    int from = 0;
    int to = digits.length();
    while (from < to && digits.charAt(from) == '0') {
      from++;
    }
    if (from == to) {
      return ZERO;
    }
    while (digits.charAt(to - 1) == '0') {
      to--;
    }
    return new Decimal(negative, digits.substring(from, to), point - from);
  }

  static Decimal of(BigInteger value) {
    String digits = value.abs().toString();
    return normal(value.signum() < 0, digits, digits.length());
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw malformed(text);
    }
    return at;
  }

  private static long exponent(String text, int from, int to) {
    int at = from;
    while (at < to - 1 && text.charAt(at) == '0') {
      at++;
    }
    if (to - at > MAX_EXPONENT_DIGITS) {
      throw new NumberFormatException("exponent too large");
    }
    return Long.parseLong(text, at, to, 10);
  }

  private static NumberFormatException malformed(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new NumberFormatException("not a number: " + shown);
  }

  int signum() {
    return digits.isEmpty() ? 0 : negative ? -1 : 1;
  }

  boolean isInteger() {
    return point >= digits.length();
  }

  /** Whether the value is an integer that fits a long. */
  boolean isLong() {
    if (!isInteger() || point > 19) {
      return false;
    }
    return point < 19 || toBigInteger().bitLength() < 64;
  }

  /** The integer part; only for points that are not huge. */
  BigInteger toBigInteger() {
    if (point <= 0) {
      return BigInteger.ZERO;
    }
    int places = Math.toIntExact(point);
    BigInteger magnitude =
        places <= digits.length()
            ? new BigInteger(digits.substring(0, places))
            : new BigInteger(digits).multiply(BigInteger.TEN.pow(places - digits.length()));
    return negative ? magnitude.negate() : magnitude;
  }

  @Override
  public int compareTo(Decimal other) {
    if (signum() != other.signum()) {
      return Integer.compare(signum(), other.signum());
    }
    int c = Long.compare(point, other.point);
    if (c == 0) {
      c = digits.compareTo(other.digits);
    }
    return negative ? -c : c;
  }
}
