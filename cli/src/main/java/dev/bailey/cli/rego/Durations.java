package dev.bailey.cli.rego;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Spans of time: {@code 100ms}, {@code 5s}, {@code 1m30s}. */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher parts = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      nanos =
          nanos.add(
              new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit(parts.group(2)))));
      end = parts.end();
    }
    if (end == 0
        || end != text.length()
        || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new TypeConversionException("a time is written like 100ms, 5s or 1m30s, not " + text);
    }
    return Duration.ofNanos(nanos.longValue());
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1L;
      case "us", "µs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      default -> 3_600_000_000_000L;
    };
  }

  /** In the largest unit that gives a number above one: {@code 4.123ms}. */
  static String show(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    long unit = nanos < 1_000_000 ? 1_000 : nanos < 1_000_000_000 ? 1_000_000 : 1_000_000_000;
    String name = unit == 1_000 ? "µs" : unit == 1_000_000 ? "ms" : "s";
    return BigDecimal.valueOf(nanos)
            .divide(BigDecimal.valueOf(unit))
            .setScale(3, java.math.RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + name;
  }
}
