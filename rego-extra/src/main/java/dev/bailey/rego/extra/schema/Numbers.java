package dev.bailey.rego.extra.schema;

import dev.bailey.rego.value.RegoNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exact numbers, as far as they are not beyond all measure. */
final class Numbers {
  private static final int MAX_EXPONENT = 5_000;
  private static final int SHOWN_DIGITS = 10;

  private Numbers() {}

  /** The value; the largest numbers are all taken for the same, the smallest for zero. */
  static BigDecimal exact(RegoNumber number) {
    try {
      BigDecimal value = new BigDecimal(number.text());
      long exponent = (long) value.precision() - value.scale();
      if (exponent > MAX_EXPONENT) {
        return BigDecimal.ONE.scaleByPowerOfTen(MAX_EXPONENT).multiply(sign(value));
      }
      return exponent < -MAX_EXPONENT ? BigDecimal.ZERO : value;
    } catch (NumberFormatException e) {
      return number.text().startsWith("-")
          ? BigDecimal.ONE.scaleByPowerOfTen(MAX_EXPONENT).negate()
          : BigDecimal.ONE.scaleByPowerOfTen(MAX_EXPONENT);
    }
  }

  private static BigDecimal sign(BigDecimal value) {
    return BigDecimal.valueOf(value.signum());
  }

  static boolean isInteger(BigDecimal value) {
    return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
  }

  /** With ten digits. */
  static String text(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal rounded =
        value.round(new MathContext(SHOWN_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < SHOWN_DIGITS) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    String sign = exponent < 0 ? "-" : "+";
    return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + sign + power;
  }
}
