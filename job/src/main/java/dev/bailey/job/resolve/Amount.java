package dev.bailey.job.resolve;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Quantities as people read them; exact, never rounded. */
final class Amount {
  private static final List<String> DECIMAL = List.of(" B", " kB", " MB", " GB", " TB");
  private static final List<String> BINARY = List.of(" B", " KiB", " MiB", " GiB", " TiB");

  private Amount() {}

  /** With the unit that makes the whole number smallest: {@code 2 GB}, {@code 1 GiB}. */
  static String bytes(long bytes) {
    String decimal = scaled(bytes, 1000, DECIMAL);
    String binary = scaled(bytes, 1024, BINARY);
    return binary.length() < decimal.length() ? binary : decimal;
  }

  private static String scaled(long bytes, int base, List<String> units) {
    long value = bytes;
    int unit = 0;
    while (value != 0 && value % base == 0 && unit < units.size() - 1) {
      value /= base;
      unit++;
    }
    return value + units.get(unit);
  }

  /** Thousandths of a core as cores. */
  static String cores(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  /** {@code 30 min}, {@code 2 h 30 min}; days from two days on. */
  static String seconds(long seconds) {
    long days = seconds >= 2 * 86_400 ? seconds / 86_400 : 0;
    long rest = seconds - days * 86_400;
    List<String> parts = new ArrayList<>();
    part(days, " d", parts);
    part(rest / 3600, " h", parts);
    part(rest / 60 % 60, " min", parts);
    part(rest % 60, " s", parts);
    return String.join(" ", parts);
  }

  private static void part(long value, String unit, List<String> parts) {
    if (value > 0) {
      parts.add(value + unit);
    }
  }
}
