package dev.bailey.rego.extra.text;

import java.math.BigDecimal;

/** Floating-point numbers with as few digits as tell them apart. */
public final class GoFloat {
  /** From this exponent on, numbers are written with one. */
  private static final int LARGE = 21;

  private GoFloat() {}

  public static String text(double value) {
    return value == 0 ? zero(value) : text(Double.toString(value), 6);
  }

  public static String text(float value) {
    return value == 0 ? zero(value) : text(Float.toString(value), LARGE);
  }

  private static String zero(double value) {
    return Double.compare(value, 0) < 0 ? "-0" : "0";
  }

  /** As JSON has it. */
  public static String json(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value));
    double size = Math.abs(value);
    boolean written = value == 0 || (size >= 1e-6 && size < 1e21);
    if (written) {
      return value == 0 ? zero(value) : exact.stripTrailingZeros().toPlainString();
    }
    return text(Double.toString(value), 6).replace("e-0", "e-");
  }

  /** {@code large}: from this exponent on it is written out. */
  private static String text(String shortest, int large) {
    BigDecimal value = new BigDecimal(shortest).stripTrailingZeros();
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < Math.min(large, LARGE)) {
      return value.toPlainString();
    }
    String digits = value.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return (value.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + "e"
        + (exponent < 0 ? "-" : "+")
        + power;
  }

  /** How YAML writes what is no number. */
  public static String special(double value) {
    return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  }
}
