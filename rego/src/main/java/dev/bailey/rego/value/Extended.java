package dev.bailey.rego.value;

import java.math.BigInteger;

/**
 * A binary floating point number with a significand of 64 bits and a very wide exponent: {@code
 * ±mantissa × 2^exponent}, where the mantissa is unsigned and its highest bit set, or 0. Results
 * are rounded to nearest, ties to even.
 */
record Extended(boolean negative, long mantissa, long exponent) {
  static final Extended ZERO = new Extended(false, 0, 0);

  private static final long TOP = Long.MIN_VALUE;

  static Extended of(long value) {
    return value == 0 ? ZERO : normal(value < 0, Math.abs(value), 0);
  }

  static Extended of(BigInteger value) {
    return round(value.signum() < 0, value.abs(), 0, false);
  }

  /** Exactly {@code magnitude × 2^exponent}; the magnitude is unsigned and not 0. */
  static Extended normal(boolean negative, long magnitude, long exponent) {
    int shift = Long.numberOfLeadingZeros(magnitude);
    return new Extended(negative, magnitude << shift, exponent - shift);
  }

  /** {@code magnitude × 2^exponent}, and a little more if {@code more}, rounded. */
  static Extended round(boolean negative, BigInteger magnitude, long exponent, boolean more) {
    int excess = magnitude.bitLength() - 128;
    if (magnitude.signum() == 0) {
      return ZERO;
    }
    BigInteger top = excess > 0 ? magnitude.shiftRight(excess) : magnitude.shiftLeft(-excess);
    boolean lost = more || (excess > 0 && magnitude.getLowestSetBit() < excess);
    return round(
        negative,
        top.shiftRight(64).longValue(),
        top.longValue() | (lost ? 1 : 0),
        exponent + excess + 64);
  }

  /**
   * The 128 bits {@code high, low} times {@code 2^exponent} in units of {@code high}, rounded. The
   * lowest bit may stand for anything lost below it.
   */
  private static Extended round(boolean negative, long high, long low, long exponent) {
    if (high == 0 && low == 0) {
      return ZERO;
    }
    if (high == 0) {
      return normal(negative, low, exponent - 64);
    }
    int shift = Long.numberOfLeadingZeros(high);
    if (shift > 0) {
      high = (high << shift) | (low >>> (64 - shift));
      low <<= shift;
      exponent -= shift;
    }
    if (low < 0 && (low != TOP || (high & 1) == 1)) {
      high++;
      if (high == 0) {
        high = TOP;
        exponent++;
      }
    }
    return new Extended(negative, high, exponent);
  }

  int signum() {
    return mantissa == 0 ? 0 : negative ? -1 : 1;
  }

  Extended negate() {
    return mantissa == 0 ? this : new Extended(!negative, mantissa, exponent);
  }

  Extended add(Extended other) {
    if (mantissa == 0) {
      return other;
    }
    if (other.mantissa == 0) {
      return this;
    }
    return exponent > other.exponent
            || (exponent == other.exponent && Long.compareUnsigned(mantissa, other.mantissa) >= 0)
        ? addSmaller(other)
        : other.addSmaller(this);
  }

  /** Adds a number whose magnitude is not greater. */
  private Extended addSmaller(Extended other) {
    long distance = exponent - other.exponent;
    if (distance > 66) {
      return this; // far below half a unit of the last place
    }
    int d = (int) distance;
    long high = d < 64 ? other.mantissa >>> d : 0;
    long low = d == 0 ? 0 : d < 64 ? other.mantissa << (64 - d) : other.mantissa >>> (d - 64);
    boolean lost = d > 64 && other.mantissa << (128 - d) != 0;
    if (negative == other.negative) {
      long sum = mantissa + high;
      if (Long.compareUnsigned(sum, mantissa) >= 0) {
        return round(negative, sum, low | (lost ? 1 : 0), exponent);
      }
      return round(
          negative,
          TOP | (sum >>> 1),
          (sum << 63) | (low >>> 1) | (low & 1) | (lost ? 1 : 0),
          exponent + 1);
    }
    long borrow = lost ? 1 : 0;
    long lowest = -low - borrow;
    long highest = mantissa - high - (low != 0 || lost ? 1 : 0);
    return round(negative, highest, lowest | borrow, exponent);
  }

  Extended multiply(Extended other) {
    if (mantissa == 0 || other.mantissa == 0) {
      return ZERO;
    }
    return round(
        negative != other.negative,
        Math.unsignedMultiplyHigh(mantissa, other.mantissa),
        mantissa * other.mantissa,
        exponent + other.exponent + 64);
  }

  /** The quotient; {@code other} is not 0. */
  Extended divide(Extended other) {
    if (mantissa == 0) {
      return ZERO;
    }
    boolean less = Long.compareUnsigned(mantissa, other.mantissa) < 0;
    long high = less ? mantissa : mantissa >>> 1;
    long low = less ? 0 : mantissa << 63;
    long quotient = quotient(high, low, other.mantissa);
    long rest = low - quotient * other.mantissa;
    long power = exponent - other.exponent - (less ? 64 : 63);
    long twice = rest << 1;
    int half = rest < 0 ? 1 : Long.compareUnsigned(twice, other.mantissa);
    long below = rest == 0 ? 0 : half > 0 ? -1L : half < 0 ? 1 : TOP;
    return round(negative != other.negative, quotient, below, power);
  }

  /** Divides 128 bits by a normalised divisor that is greater than {@code high}, all unsigned. */
  private static long quotient(long high, long low, long divisor) {
    long upper = digit(high, low >>> 32, divisor);
    long rest = (high << 32 | low >>> 32) - upper * divisor;
    return upper << 32 | digit(rest, low & 0xffffffffL, divisor);
  }

  /** One digit, of 32 bits, of a long division: {@code (rest × 2^32 + next) / divisor}. */
  private static long digit(long rest, long next, long divisor) {
    long top = divisor >>> 32;
    long bottom = divisor & 0xffffffffL;
    long guess = Long.divideUnsigned(rest, top);
    long over = rest - guess * top;
    while (over >>> 32 == 0
        && (guess >>> 32 != 0 || Long.compareUnsigned(guess * bottom, over << 32 | next) > 0)) {
      guess--;
      over += top;
    }
    return guess;
  }

  /** Whether there is no fraction. */
  boolean isInteger() {
    return mantissa == 0 || exponent >= -Long.numberOfTrailingZeros(mantissa);
  }

  boolean isLong() {
    return mantissa == 0
        || (isInteger() && (exponent < 0 || (exponent == 0 && negative && mantissa == TOP)));
  }

  /** The value, if {@link #isLong}. */
  long longValue() {
    if (mantissa == 0) {
      return 0;
    }
    long magnitude = exponent == 0 ? mantissa : mantissa >>> -exponent;
    return negative ? -magnitude : magnitude;
  }

  /** The integer part, cut towards zero; only for exponents that are not huge. */
  BigInteger toBigInteger() {
    BigInteger m = new BigInteger(Long.toUnsignedString(mantissa));
    m = exponent >= 0 ? m.shiftLeft((int) exponent) : m.shiftRight((int) Math.min(-exponent, 64));
    return negative ? m.negate() : m;
  }

  /**
   * Whether reading the text gives the same number for certain: powers of five are exact, and the
   * digits are not those of a power of two.
   */
  boolean readsBackExactly() {
    return Math.abs(exponent) < 100 && mantissa != TOP;
  }

  /** The customary text: see {@link ExtendedText}. */
  @Override
  public String toString() {
    return ExtendedText.write(this);
  }
}
