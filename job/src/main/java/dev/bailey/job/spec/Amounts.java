package dev.bailey.job.spec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads quantities as people write them; everything is exact, nothing is rounded. */
final class Amounts {
  private static final Pattern BYTES =
      Pattern.compile("([0-9]{1,16}(?:\\.[0-9]{1,9})?) ?(B|[kKMGT]B|[KMGT]iB)");
  private static final Pattern CORES = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,16}");
  private static final Pattern DURATION =
      Pattern.compile("(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");
  private static final List<Long> SECONDS = List.of(86_400L, 3_600L, 60L, 1L);
  private static final Map<Character, Integer> POWERS =
      Map.of('B', 0, 'k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4);

  private Amounts() {}

  /** Bytes; a unit must be written, {@code kB MB GB TB} are decimal, {@code KiB MiB …} binary. */
  static OptionalLong bytes(String text) {
    Matcher m = BYTES.matcher(text);
    if (!m.matches()) {
      return OptionalLong.empty();
    }
    String unit = m.group(2);
    BigDecimal base = BigDecimal.valueOf(unit.endsWith("iB") ? 1024 : 1000);
    int power = POWERS.getOrDefault(unit.charAt(0), 0);
    return exact(new BigDecimal(m.group(1)).multiply(base.pow(power)));
  }

  /** Thousandths of a core. */
  static OptionalLong cpuMillis(String text) {
    return CORES.matcher(text).matches()
        ? exact(new BigDecimal(text).movePointRight(3))
        : OptionalLong.empty();
  }

  /** A whole number that is not negative. */
  static OptionalLong whole(String text) {
    return WHOLE.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** Seconds of {@code 30m}, {@code 2h30m}, {@code 90s}, {@code 1d}. */
  static OptionalLong seconds(String text) {
    Matcher m = DURATION.matcher(text);
    if (text.isEmpty() || !m.matches()) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (int i = 0; i < SECONDS.size(); i++) {
      String part = m.group(i + 1);
      sum += part == null ? 0 : Long.parseLong(part) * SECONDS.get(i);
    }
    return OptionalLong.of(sum);
  }

  private static OptionalLong exact(BigDecimal value) {
    if (value.stripTrailingZeros().scale() > 0) {
      return OptionalLong.empty();
    }
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return OptionalLong.of(value.setScale(0, RoundingMode.UNNECESSARY).min(most).longValueExact());
  }
}
