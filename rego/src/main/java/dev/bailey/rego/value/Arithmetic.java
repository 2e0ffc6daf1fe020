package dev.bailey.rego.value;

import java.math.BigInteger;

/**
 * Arithmetic of the language: exact on integers; otherwise in binary floating point with a
 * significand of 64 bits, rounded to nearest, ties to even. Integers of more than 100,000 digits
 * count as floating point.
 */
public final class Arithmetic {
  private static final Extended HALF = new Extended(false, Long.MIN_VALUE, -64);

  private Arithmetic() {}

  public static RegoNumber add(RegoNumber a, RegoNumber b) {
    if (a.isLong() && b.isLong()) {
      long x = a.longValue();
      long y = b.longValue();
      long sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return RegoNumber.of(sum);
      }
    }
    return a.isBigInteger() && b.isBigInteger()
        ? RegoNumber.of(a.toBigInteger().add(b.toBigInteger()))
        : RegoNumber.of(a.extended().add(b.extended()));
  }

  public static RegoNumber subtract(RegoNumber a, RegoNumber b) {
    if (a.isLong() && b.isLong()) {
      long x = a.longValue();
      long y = b.longValue();
      long difference = x - y;
      if (((x ^ y) & (x ^ difference)) >= 0) {
        return RegoNumber.of(difference);
      }
    }
    return a.isBigInteger() && b.isBigInteger()
        ? RegoNumber.of(a.toBigInteger().subtract(b.toBigInteger()))
        : RegoNumber.of(a.extended().add(b.extended().negate()));
  }

  public static RegoNumber multiply(RegoNumber a, RegoNumber b) {
    if (a.isLong() && b.isLong()) {
      long x = a.longValue();
      long y = b.longValue();
      long low = x * y;
      if (Math.multiplyHigh(x, y) == low >> 63) {
        return RegoNumber.of(low);
      }
    }
    return a.isBigInteger() && b.isBigInteger()
        ? RegoNumber.of(a.toBigInteger().multiply(b.toBigInteger()))
        : RegoNumber.of(a.extended().multiply(b.extended()));
  }

  /** {@code a / b}; {@code b} is not 0. */
  public static RegoNumber divide(RegoNumber a, RegoNumber b) {
    if (a.isLong() && b.isLong()) {
      long x = a.longValue();
      long y = b.longValue();
      if (y != -1 && x % y == 0) {
        return RegoNumber.of(x / y);
      }
    }
    return RegoNumber.of(a.extended().divide(b.extended()));
  }

  /** The rest of a division, with the sign of {@code a}; both are integers, {@code b} not 0. */
  public static RegoNumber remainder(RegoNumber a, RegoNumber b) {
    return a.isLong() && b.isLong()
        ? RegoNumber.of(b.longValue() == -1 ? 0 : a.longValue() % b.longValue())
        : RegoNumber.of(a.toBigInteger().remainder(b.toBigInteger()));
  }

  public static RegoNumber negate(RegoNumber a) {
    return subtract(RegoNumber.ZERO, a);
  }

  /** The magnitude; of numbers that do not fit a long in floating point. */
  public static RegoNumber abs(RegoNumber a) {
    if (a.isLong() && a.longValue() != Long.MIN_VALUE) {
      return RegoNumber.of(Math.abs(a.longValue()));
    }
    return RegoNumber.of(a.signum() < 0 ? a.extended().negate() : a.extended());
  }

  /** The least integer that is not less; 1 for numbers between -1 and 0, as the language has it. */
  public static RegoNumber ceil(RegoNumber a) {
    if (a.isLong()) {
      return RegoNumber.of(a.longValue());
    }
    Extended x = a.extended();
    return x.isInteger() ? integer(x) : shifted(x, x.exponent() > -64 && x.negative() ? 0 : 1);
  }

  /** The greatest integer that is not greater; 0 for numbers between -1 and 0. */
  public static RegoNumber floor(RegoNumber a) {
    if (a.isLong()) {
      return RegoNumber.of(a.longValue());
    }
    Extended x = a.extended();
    return x.isInteger() ? integer(x) : shifted(x, x.exponent() > -64 && x.negative() ? -1 : 0);
  }

  /** The nearest integer, halves away from zero. */
  public static RegoNumber round(RegoNumber a) {
    if (a.isLong()) {
      return RegoNumber.of(a.longValue());
    }
    Extended x = a.extended();
    return truncate(x.add(x.negative() ? HALF.negate() : HALF));
  }

  /** The integer part: exactly, if the number is written as an integer. */
  public static RegoNumber truncate(RegoNumber a) {
    if (a.isLong() || a.isWrittenAsInteger()) {
      return a;
    }
    return truncate(a.extended());
  }

  private static RegoNumber truncate(Extended x) {
    return x.isInteger() ? integer(x) : shifted(x, 0);
  }

  /** The sum of numbers: exactly if all are integers, else all of it in floating point. */
  public static RegoNumber sum(RegoNumber[] numbers) {
    if (areIntegers(numbers)) {
      RegoNumber sum = RegoNumber.ZERO;
      for (RegoNumber n : numbers) {
        sum = add(sum, n);
      }
      return sum;
    }
    Extended sum = Extended.ZERO;
    for (RegoNumber n : numbers) {
      sum = sum.add(n.extended());
    }
    return RegoNumber.of(sum);
  }

  /** The product of numbers: exactly if all are integers, else all of it in floating point. */
  public static RegoNumber product(RegoNumber[] numbers) {
    if (areIntegers(numbers)) {
      RegoNumber product = RegoNumber.ONE;
      for (RegoNumber n : numbers) {
        product = multiply(product, n);
      }
      return product;
    }
    Extended product = Extended.of(1);
    for (RegoNumber n : numbers) {
      product = product.multiply(n.extended());
    }
    return RegoNumber.of(product);
  }

  private static boolean areIntegers(RegoNumber[] numbers) {
    for (RegoNumber n : numbers) {
      if (!n.isBigInteger()) {
        return false;
      }
    }
    return true;
  }

  private static RegoNumber shifted(Extended x, long by) {
    return RegoNumber.of(x.toBigInteger().add(BigInteger.valueOf(by)));
  }

  private static RegoNumber integer(Extended x) {
    return x.isLong() || x.exponent() > 3L * RegoNumber.MAX_INTEGER_DIGITS
        ? RegoNumber.of(x)
        : RegoNumber.of(x.toBigInteger());
  }
}
