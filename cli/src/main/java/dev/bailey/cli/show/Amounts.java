package dev.bailey.cli.show;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Quantities for people, short rather than exact. */
public final class Amounts {
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

  private Amounts() {}

  /** {@code 52 kB}, {@code 1.5 GB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.size() - 1) {
      value /= 1000;
      unit++;
    }
    boolean whole = unit == 0 || value >= 9.95 || Math.abs(value - Math.rint(value)) < 0.05;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
  }

  /** {@code 8.4 s}, {@code 3 min}, {@code 2 h 5 min}. */
  public static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    return seconds / 3600 + " h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + " min");
  }

  /** {@code 2m}, {@code 3h}, {@code 1d}. */
  public static String age(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** Thousandths of a core as cores. */
  public static String cores(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  /** The first eight digits of a digest. */
  public static String brief(String sha256) {
    return "sha256:" + sha256.substring(0, Math.min(8, sha256.length()));
  }
}
