package dev.bailey.rego.extra.schema;

import dev.bailey.rego.extra.text.GoFloat;
import dev.bailey.rego.value.RegoNumber;
import java.math.BigDecimal;

/** Exact numbers, as far as they are not beyond all measure. */
final class Numbers {
  private static final int MAX_EXPONENT = 5_000;

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

  static String text(BigDecimal value) {
    return GoFloat.text(value.doubleValue());
  }
}
