package dev.bailey.rego.builtin.id;

import java.util.Optional;

/**
 * A semantic version, read leniently: a leading {@code v} and leading zeros are allowed, and the
 * parts behind a minus or a plus may be empty.
 *
 * @param pre the identifiers behind the minus, with dots
 */
record Semver(long major, long minor, long patch, String pre) implements Comparable<Semver> {

  static Optional<Semver> parse(String text) {
    String rest = text.startsWith("v") ? text.substring(1) : text;
    int plus = rest.indexOf('+');
    String build = plus < 0 ? "" : rest.substring(plus + 1);
    rest = plus < 0 ? rest : rest.substring(0, plus);
    int minus = rest.indexOf('-');
    String pre = minus < 0 ? "" : rest.substring(minus + 1);
    String[] core = (minus < 0 ? rest : rest.substring(0, minus)).split("\\.", 4);
    if (core.length != 3 || !areIdentifiers(pre) || !areIdentifiers(build)) {
      return Optional.empty();
    }
    long major = number(core[0]);
    long minor = number(core[1]);
    long patch = number(core[2]);
    return major < 0 || minor < 0 || patch < 0
        ? Optional.empty()
        : Optional.of(new Semver(major, minor, patch, pre));
  }

  /** -1 unless all are digits and the number fits 64 bits. */
  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c - '0';
      if (c < '0' || c > '9' || number > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return digits.isEmpty() ? -1 : number;
  }

  private static boolean areIdentifiers(String text) {
    boolean filled = text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (!filled) {
          return false;
        }
        filled = false;
      } else if ((c >= '0' && c <= '9')
          || (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || c == '-') {
        filled = true;
      } else {
        return false;
      }
    }
    return filled;
  }

  @Override
  public int compareTo(Semver other) {
    int order = Long.compare(major, other.major);
    if (order == 0) {
      order = Long.compare(minor, other.minor);
    }
    if (order == 0) {
      order = Long.compare(patch, other.patch);
    }
    return order == 0 ? comparePre(other.pre) : order;
  }

  private int comparePre(String other) {
    if (pre.isEmpty() || other.isEmpty()) {
      return Boolean.compare(pre.isEmpty(), other.isEmpty());
    }
    String[] mine = pre.split("\\.", -1);
    String[] theirs = other.split("\\.", -1);
    for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
      int order = compareIdentifiers(mine[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, theirs.length);
  }

  /** Numbers by value and before words, words by their characters. */
  private static int compareIdentifiers(String a, String b) {
    boolean number = isNumber(a);
    if (number != isNumber(b)) {
      return number ? -1 : 1;
    }
    if (!number) {
      return Integer.signum(a.compareTo(b));
    }
    String x = withoutZeros(a);
    String y = withoutZeros(b);
    int order = Integer.compare(x.length(), y.length());
    return order == 0 ? Integer.signum(x.compareTo(y)) : order;
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String withoutZeros(String digits) {
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }
}
