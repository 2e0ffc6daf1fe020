package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.encoding.GoQuote;

/** Durations such as {@code 1h15m30.5s} or {@code 1y2w3d}, in nanoseconds. */
public final class GoDuration {
  /** 2<sup>63</sup>, as an unsigned number. */
  private static final long TOO_LARGE = Long.MIN_VALUE;

  private static final long HOUR = 3_600_000_000_000L;

  private final String text;
  private int at;

  private GoDuration(String text) {
    this.text = text;
  }

  public static long parse(String text) throws BuiltinException {
    return new GoDuration(text).run();
  }

  private long run() throws BuiltinException {
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at = 1;
    }
    if (text.startsWith("0", at) && text.length() == at + 1) {
      return 0;
    }
    if (at == text.length()) {
      throw invalid();
    }
    long total = 0;
    while (at < text.length()) {
      total += part();
      if (Long.compareUnsigned(total, TOO_LARGE) > 0) {
        throw invalid();
      }
    }
    if (total == TOO_LARGE && !negative) {
      throw invalid();
    }
    return negative ? -total : total;
  }

  /** One number with its unit, at most 2<sup>63</sup>. */
  private long part() throws BuiltinException {
    int from = at;
    long number = whole();
    boolean digits = at > from;
    long fraction = 0;
    double scale = 1;
    if (at < text.length() && text.charAt(at) == '.') {
      int point = ++at;
      boolean full = false;
      for (; isDigit(); at++) {
        long next = fraction * 10 + (text.charAt(at) - '0');
        full = full || fraction > (Long.MAX_VALUE - 9) / 10;
        if (!full) {
          fraction = next;
          scale *= 10;
        }
      }
      digits = digits || at > point;
    }
    if (!digits) {
      throw invalid();
    }
    long unit = unit();
    if (Long.compareUnsigned(number, Long.divideUnsigned(TOO_LARGE, unit)) > 0) {
      throw invalid();
    }
    long nanos = number * unit + (long) (fraction * (unit / scale));
    if (Long.compareUnsigned(nanos, TOO_LARGE) > 0) {
      throw invalid();
    }
    return nanos;
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private long whole() throws BuiltinException {
    long number = 0;
    for (; isDigit(); at++) {
      if (Long.compareUnsigned(number, Long.divideUnsigned(TOO_LARGE, 10)) > 0) {
        throw invalid();
      }
      number = number * 10 + (text.charAt(at) - '0');
      if (Long.compareUnsigned(number, TOO_LARGE) > 0) {
        throw invalid();
      }
    }
    return number;
  }

  private long unit() throws BuiltinException {
    int from = at;
    while (at < text.length() && text.charAt(at) != '.' && !isDigit()) {
      at++;
    }
    String unit = text.substring(from, at);
    return switch (unit) {
      case "ns" -> 1;
      case "us", "\u00B5s", "\u03BCs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> HOUR;
      case "d" -> 24 * HOUR;
      case "w" -> 7 * 24 * HOUR;
      case "y" -> 365 * 24 * HOUR;
      case "" -> throw failed("missing unit");
      default -> throw failed("unknown unit " + GoQuote.quote(unit));
    };
  }

  private BuiltinException invalid() {
    return BuiltinException.failed("time: invalid duration " + GoQuote.quote(text));
  }

  private BuiltinException failed(String what) {
    return BuiltinException.failed("time: " + what + " in duration " + GoQuote.quote(text));
  }
}
