package dev.bailey.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of any size and precision. It keeps the text it was read from; equality and hash are by
 * value.
 */
public final class RegoNumber implements Value {
  private final String text;
  private final BigDecimal value;

  private RegoNumber(String text, BigDecimal value) {
    this.text = text;
    this.value = value;
  }

  public static RegoNumber of(long value) {
    return new RegoNumber(Long.toString(value), BigDecimal.valueOf(value));
  }

  public static RegoNumber of(BigInteger value) {
    return new RegoNumber(value.toString(), new BigDecimal(value));
  }

  /**
   * Reads a number in the form of JSON.
   *
   * @throws NumberFormatException if the text is not of that form
   */
  public static RegoNumber parse(String text) {
    return new RegoNumber(text, new BigDecimal(text));
  }

  /** Whether the value has no fraction. */
  public boolean isInteger() {
    return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
  }

  /** Whether the value is an integer that fits a long. */
  public boolean isLong() {
    return isInteger() && value.toBigInteger().bitLength() < 64;
  }

  /** The value, if {@link #isLong}. */
  public long longValue() {
    return value.longValueExact();
  }

  /** The value, if {@link #isInteger}. */
  public BigInteger toBigInteger() {
    return value.toBigIntegerExact();
  }

  /** The nearest double, infinite if it is too large. */
  public double doubleValue() {
    return value.doubleValue();
  }

  public int signum() {
    return value.signum();
  }

  /** As it was read; for a result of arithmetic, as the language prints it. */
  public String text() {
    return text;
  }

  int compareNumber(RegoNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoNumber n && value.compareTo(n.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
