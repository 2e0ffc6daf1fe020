package dev.bailey.rego.builtin.net;

import java.util.Optional;

/**
 * An Internet address as 128 bits. One of IPv4 is held as {@code ::ffff:a.b.c.d}; the two forms are
 * the same address.
 */
record Address(long high, long low) {
  private static final long MAPPED = 0xFFFFL << 32;
  private static final int GROUPS = 8;

  /** Reads an address without a zone. */
  static Optional<Address> parse(String text) {
    return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
  }

  private static Optional<Address> parseV4(String text) {
    long bits = v4(text);
    return bits < 0 ? Optional.empty() : Optional.of(new Address(0, MAPPED | bits));
  }

  /** Four numbers up to 255 without leading zeros, or -1. */
  private static long v4(String text) {
    long bits = 0;
    int count = 0;
    int digits = 0;
    int number = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (digits == 0 || number > 255 || ++count > 4) {
          return -1;
        }
        bits = bits << 8 | number;
        digits = 0;
        number = 0;
      } else if (c < '0' || c > '9' || (digits > 0 && number == 0) || digits == 3) {
        return -1;
      } else {
        number = number * 10 + (c - '0');
        digits++;
      }
    }
    return count == 4 ? bits : -1;
  }

  private static Optional<Address> parseV6(String text) {
    if (text.length() > 45) {
      return Optional.empty();
    }
    int gap = text.indexOf("::");
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return groups(text, groups, 0) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
    }
    int[] tail = new int[GROUPS];
    int before = gap == 0 ? 0 : groups(text.substring(0, gap), groups, 0);
    String rest = text.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : groups(rest, tail, 0);
    boolean embedded = gap > 0 && text.lastIndexOf('.', gap) >= 0;
    if (before < 0 || after < 0 || before + after >= GROUPS || embedded) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return Optional.of(of(groups));
  }

  /** Reads groups between colons, the last two perhaps in IPv4's form; how many, or -1. */
  private static int groups(String text, int[] groups, int from) {
    int count = from;
    int at = 0;
    while (true) {
      int colon = text.indexOf(':', at);
      String part = text.substring(at, colon < 0 ? text.length() : colon);
      if (colon < 0 && part.indexOf('.') >= 0) {
        long bits = v4(part);
        if (bits < 0 || count > GROUPS - 2) {
          return -1;
        }
        groups[count++] = (int) (bits >> 16);
        groups[count++] = (int) bits & 0xFFFF;
        return count;
      }
      int group = group(part);
      if (group < 0 || count == GROUPS) {
        return -1;
      }
      groups[count++] = group;
      if (colon < 0) {
        return count;
      }
      at = colon + 1;
    }
  }

  private static int group(String digits) {
    if (digits.isEmpty() || digits.length() > 4) {
      return -1;
    }
    int group = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0 || digits.charAt(i) > 'f') {
        return -1;
      }
      group = group << 4 | digit;
    }
    return group;
  }

  private static Address of(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new Address(high, low);
  }

  boolean isV4() {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** The first {@code bits} bits; the others are zero. */
  Address masked(int bits) {
    return new Address(high & mask(bits), low & mask(bits - 64));
  }

  /** With all bits behind the first {@code bits} set. */
  Address filled(int bits) {
    return new Address(high | ~mask(bits), low | ~mask(bits - 64));
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }

  int compareUnsigned(Address other) {
    int order = Long.compareUnsigned(high, other.high);
    return order == 0 ? Long.compareUnsigned(low, other.low) : order;
  }

  /** The address behind this one; behind the last comes the first. */
  Address next() {
    return new Address(low == -1 ? high + 1 : high, low + 1);
  }

  boolean isLast() {
    return high == -1 && low == -1;
  }

  /** As many zero bits stand at the end. */
  int trailingZeros() {
    return low == 0 ? 64 + Long.numberOfTrailingZeros(high) : Long.numberOfTrailingZeros(low);
  }

  /** In IPv4's form, or with the longest run of zero groups left out. */
  @Override
  public String toString() {
    if (isV4()) {
      int bits = (int) low;
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 255)
          + "."
          + (bits >>> 8 & 255)
          + "."
          + (bits & 255);
    }
    int gap = -1;
    int gapEnd = -1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groupAt(end) == 0) {
        end++;
      }
      if (end - i > Math.max(1, gapEnd - gap)) {
        gap = i;
        gapEnd = end;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.append("::");
        i = gapEnd - 1;
      } else {
        out.append(i > 0 && i != gapEnd ? ":" : "").append(Integer.toHexString(groupAt(i)));
      }
    }
    return out.toString();
  }

  private int groupAt(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
  }
}
