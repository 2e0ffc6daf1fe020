package dev.bailey.rego.builtin.id;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/** Quantities with a unit, such as {@code 1.5Ki}. */
final class Units {
  private static final String PREFIXES = "kmgtpe";

  /** Bounds the size of the result. */
  private static final int LARGEST_EXPONENT = 1000;

  private static final int LONGEST_AMOUNT = 4096;

  /** Of floating-point numbers. */
  private static final int SIGNIFICAND_BITS = 64;

  private Units() {}

  /** {@code m} is a thousandth and {@code M} a million; otherwise the case does not matter. */
  static RegoNumber parse(String text) throws BuiltinException {
    String plain = plain("units.parse", text);
    int end = amountEnd(plain);
    if (end == 0) {
      throw failed("units.parse", "no amount provided");
    }
    String unit = plain.substring(end);
    if (!unit.isEmpty()) {
      unit = unit.charAt(0) + unit.substring(1).toLowerCase(Locale.ROOT);
    }
    BigDecimal factor =
        unit.equals("m")
            ? new BigDecimal("0.001")
            : factor(unit.toLowerCase(Locale.ROOT), unit, "units.parse", "unit");
    BigDecimal product = amount("units.parse", "amount", plain.substring(0, end)).multiply(factor);
    if (product.signum() == 0 || product.stripTrailingZeros().scale() <= 0) {
      return RegoNumber.of(product.toBigInteger());
    }
    return RegoNumber.parse(product.setScale(10, RoundingMode.HALF_UP).toPlainString());
  }

  /** The case does not matter, a {@code b} may follow, and fractions of a byte are cut off. */
  static RegoNumber parseBytes(String text) throws BuiltinException {
    String plain = plain("units.parse_bytes", text).toLowerCase(Locale.ROOT);
    int end = amountEnd(plain);
    if (end == 0) {
      throw failed("units.parse_bytes", "no byte amount provided");
    }
    String unit = plain.substring(end);
    String prefix =
        unit.length() > 1 && unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
    BigDecimal factor = factor(prefix, unit, "units.parse_bytes", "byte unit");
    BigDecimal amount = amount("units.parse_bytes", "byte amount", plain.substring(0, end));
    return RegoNumber.of(round(round(amount).multiply(factor)).toBigInteger());
  }

  private static String plain(String name, String text) throws BuiltinException {
    String plain = text.replace("\"", "");
    if (plain.indexOf(' ') >= 0) {
      throw failed(name, "spaces not allowed in resource strings");
    }
    return plain;
  }

  /** An {@code e} belongs to the amount only if digits may follow; else it is a unit. */
  private static int amountEnd(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean exponent =
          (c == 'e' || c == 'E') && i + 1 < text.length() && isAmount(text.charAt(i + 1), false);
      if (!exponent && !isAmount(c, true)) {
        break;
      }
      i++;
    }
    return i;
  }

  private static boolean isAmount(char c, boolean point) {
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || (point && c == '.');
  }

  private static BigDecimal amount(String name, String what, String text) throws BuiltinException {
    try {
      BigDecimal amount = text.length() > LONGEST_AMOUNT ? null : new BigDecimal(text);
      if (amount != null && Math.abs((long) amount.scale()) <= LARGEST_EXPONENT + text.length()) {
        return amount;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw failed(name, "could not parse " + what + " to a number");
  }

  private static BigDecimal factor(String prefix, String shown, String name, String what)
      throws BuiltinException {
    if (prefix.isEmpty()) {
      return BigDecimal.ONE;
    }
    int power = PREFIXES.indexOf(prefix.charAt(0)) + 1;
    if (power > 0 && prefix.length() == 1) {
      return BigDecimal.TEN.pow(3 * power);
    }
    if (power > 0 && prefix.length() == 2 && prefix.charAt(1) == 'i') {
      return new BigDecimal(BigInteger.ONE.shiftLeft(10 * power));
    }
    throw failed(name, what + " " + shown + " not recognized");
  }

  /** The nearest number with 64 significant bits, ties to even. */
  private static BigDecimal round(BigDecimal exact) {
    if (exact.scale() == 0 && exact.unscaledValue().bitLength() <= SIGNIFICAND_BITS) {
      return exact;
    }
    if (exact.signum() == 0) {
      return exact;
    }
    BigInteger numerator = exact.unscaledValue().abs();
    BigInteger denominator = BigInteger.ONE;
    if (exact.scale() > 0) {
      denominator = BigInteger.TEN.pow(exact.scale());
    } else {
      numerator = numerator.multiply(BigInteger.TEN.pow(-exact.scale()));
    }
    int shift = SIGNIFICAND_BITS + denominator.bitLength() - numerator.bitLength();
    BigInteger significand = quotient(numerator, denominator, shift);
    if (significand.bitLength() > SIGNIFICAND_BITS) {
      shift -= significand.bitLength() - SIGNIFICAND_BITS;
      significand = quotient(numerator, denominator, shift);
    }
    BigDecimal rounded = new BigDecimal(significand.multiply(BigInteger.valueOf(exact.signum())));
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(shift)));
    return shift < 0 ? rounded.multiply(power) : rounded.divide(power);
  }

  private static BigInteger quotient(BigInteger numerator, BigInteger denominator, int shift) {
    BigDecimal n = new BigDecimal(shift > 0 ? numerator.shiftLeft(shift) : numerator);
    BigDecimal d = new BigDecimal(shift < 0 ? denominator.shiftLeft(-shift) : denominator);
    return n.divide(d, 0, RoundingMode.HALF_EVEN).toBigInteger();
  }

  private static BuiltinException failed(String name, String what) {
    return BuiltinException.failed(name + ": " + what);
  }
}
