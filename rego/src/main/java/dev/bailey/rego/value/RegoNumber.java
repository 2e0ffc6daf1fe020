package dev.bailey.rego.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number of any size and precision. It keeps the text it was read from; equality, order and hash
 * are by value, and cost no more for huge exponents than for small ones.
 */
public final class RegoNumber implements Value {
  /** What arithmetic gives is printed with about so many digits. */
  private static final int USUAL_DIGITS = 20;

  /** Integers with more digits than this are not written out. */
  static final int MAX_INTEGER_DIGITS = 100_000;

  private static final int LEAST_SHARED = -128;
  private static final RegoNumber[] SHARED = new RegoNumber[1024 - LEAST_SHARED];

  static {
    for (int i = 0; i < SHARED.length; i++) {
      SHARED[i] = new RegoNumber(i + LEAST_SHARED, null, null);
    }
  }

  public static final RegoNumber ZERO = of(0);
  public static final RegoNumber ONE = of(1);

  /** The value if {@link #whole}. */
  private final long value;

  private final boolean whole;

  /** Absent if it is the customary text of {@link #value}, or not written yet. */
  private @Nullable String text;

  private @Nullable Decimal decimal;
  private @Nullable Extended extended;

  private RegoNumber(long value, @Nullable String text, @Nullable Decimal decimal) {
    this.value = value;
    this.whole = true;
    this.text = text;
    this.decimal = decimal;
  }

  private RegoNumber(String text, @Nullable Decimal decimal) {
    this.value = 0;
    this.whole = false;
    this.text = text;
    this.decimal = decimal;
  }

  private RegoNumber(Extended extended) {
    this.value = 0;
    this.whole = false;
    this.extended = extended;
  }

  public static RegoNumber of(long value) {
    long index = value - LEAST_SHARED;
    return index >= 0 && index < SHARED.length && value < 1024
        ? SHARED[(int) index]
        : new RegoNumber(value, null, null);
  }

  public static RegoNumber of(BigInteger value) {
    return value.bitLength() < 64 ? of(value.longValue()) : new RegoNumber(value.toString(), null);
  }

  /**
   * The double's shortest decimal.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static RegoNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no number: " + value);
    }
    long integer = (long) value;
    return integer == value && integer != Long.MAX_VALUE
        ? of(integer)
        : parse(Double.toString(value).replace(".0E", "e").replace('E', 'e'));
  }

  /**
   * Reads a number in the form of JSON.
   *
   * @throws NumberFormatException if the text is not of that form, or its exponent has more than 16
   *     digits
   */
  public static RegoNumber parse(String text) {
    int n = text.length();
    if (n > 0 && n <= 18 && isCustomary(text)) {
      return of(Long.parseLong(text));
    }
    Decimal decimal = Decimal.parse(text);
    if (!decimal.isLong()) {
      return new RegoNumber(text, decimal);
    }
    long value = decimal.toBigInteger().longValue();
    return text.equals("-0") || isCustomary(text)
        ? of(value)
        : new RegoNumber(value, text, decimal);
  }

  /** Whether the text is an integer as {@link Long#toString} writes it, of any length. */
  private static boolean isCustomary(String text) {
    int from = text.charAt(0) == '-' ? 1 : 0;
    int n = text.length();
    if (from == n || (text.charAt(from) == '0' && n > 1)) {
      return false;
    }
    for (int i = from; i < n; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * A result of arithmetic in floating point. Its text, which is its value, is written when it is
   * first asked for, if reading the text would give the result again.
   */
  static RegoNumber of(Extended result) {
    if (result.isLong()) {
      return of(result.longValue());
    }
    return result.readsBackExactly()
        ? new RegoNumber(result)
        : new RegoNumber(result.toString(), null);
  }

  /** Whether the value has no fraction. */
  public boolean isInteger() {
    return whole || (!isFraction() && decimal().isInteger());
  }

  /** Whether it is known, without a look at the text, that there is a fraction. */
  private boolean isFraction() {
    Extended known = extended;
    return known != null && !known.isInteger();
  }

  /** Whether the value is an integer that fits a long. */
  public boolean isLong() {
    return whole;
  }

  /** Whether the value is an integer that fits an int. */
  public boolean isInt() {
    return whole && value == (int) value;
  }

  /** The value, if {@link #isLong}. */
  public long longValue() {
    if (!whole) {
      throw new ArithmeticException("not an integer of 64 bits");
    }
    return value;
  }

  /** Whether {@link #toBigInteger} can give the value: an integer of at most 100,000 digits. */
  public boolean isBigInteger() {
    return whole || (isInteger() && decimal().point() <= MAX_INTEGER_DIGITS);
  }

  /**
   * The value, if {@link #isBigInteger}.
   *
   * @throws ArithmeticException if it is not
   */
  public BigInteger toBigInteger() {
    if (whole) {
      return BigInteger.valueOf(value);
    }
    if (!isBigInteger()) {
      throw new ArithmeticException("not an integer of at most 100,000 digits");
    }
    return decimal().toBigInteger();
  }

  /** The nearest double, infinite if it is too large. */
  public double doubleValue() {
    return whole ? value : Double.parseDouble(text());
  }

  public int signum() {
    if (whole) {
      return Long.signum(value);
    }
    Extended known = extended;
    return known != null ? known.signum() : decimal().signum();
  }

  /** Of its text, roughly. */
  int length() {
    return text != null ? text.length() : whole ? 1 : USUAL_DIGITS;
  }

  /** As it was read; for a result of arithmetic, as the language prints it. */
  public String text() {
    String known = text;
    if (known != null) {
      return known;
    }
    if (whole) {
      return Long.toString(value);
    }
    String written = extended().toString();
    text = written;
    return written;
  }

  void appendTo(StringBuilder out) {
    if (whole && text == null) {
      out.append(value);
    } else {
      out.append(text());
    }
  }

  /** Whether the number is a long whose text is what {@link Long#toString} gives. */
  public boolean isCustomaryLong() {
    return whole && text == null;
  }

  /** Whether the text consists of digits, after a sign if it is negative. */
  public boolean isWrittenAsInteger() {
    return isCustomaryLong() || (isInteger() && isCustomary(text()));
  }

  private Decimal decimal() {
    Decimal known = decimal;
    if (known == null) {
      known = Decimal.parse(text());
      decimal = known;
    }
    return known;
  }

  Extended extended() {
    Extended known = extended;
    if (known == null) {
      known = whole ? Extended.of(value) : ExtendedText.read(text());
      extended = known;
    }
    return known;
  }

  int compareNumber(RegoNumber other) {
    return whole && other.whole
        ? Long.compare(value, other.value)
        : decimal().compareTo(other.decimal());
  }

  boolean same(RegoNumber other) {
    return whole
        ? other.whole && value == other.value
        : !other.whole && decimal().equals(other.decimal());
  }

  @Override
  public Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoNumber n && same(n);
  }

  @Override
  public int hashCode() {
    if (whole) {
      return Hash.of(value);
    }
    Decimal d = decimal();
    return Hash.finish(Hash.NUMBER, Hash.next(d.point() + d.signum(), Hash.of(d.digits())));
  }

  @Override
  public String toString() {
    return text();
  }
}
