package dev.bailey.job.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address.
 *
 * @param six whether it is an IPv6 address
 * @param high the first 64 bits of an IPv6 address, 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean six, long high, long low) implements Comparable<IpAddress> {
  /** Four decimal numbers without leading zeros: no octal, no hexadecimal, no shorter form. */
  private static final Pattern FOUR =
      Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");

  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private static final int GROUPS = 8;

  /** The address that this text is; no name is looked up. */
  public static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') < 0 ? four(text) : six(text);
  }

  /** The address that Java knows. */
  public static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? new IpAddress(false, 0, bytes.getInt() & 0xffff_ffffL)
        : new IpAddress(true, bytes.getLong(), bytes.getLong());
  }

  /** The address as Java knows it; no name is looked up. */
  public InetAddress inet() {
    ByteBuffer bytes = ByteBuffer.allocate(six ? 16 : 4);
    if (six) {
      bytes.putLong(high).putLong(low);
    } else {
      bytes.putInt((int) low);
    }
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }

  /** Bits of an address of this family. */
  public int bits() {
    return six ? 128 : 32;
  }

  private static Optional<IpAddress> four(String text) {
    if (!FOUR.matcher(text).matches()) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : text.split("\\.", -1)) {
      int number = Integer.parseInt(part);
      if (number > 255) {
        return Optional.empty();
      }
      value = value << 8 | number;
    }
    return Optional.of(new IpAddress(false, 0, value));
  }

  private static Optional<IpAddress> six(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    Optional<long[]> front = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    Optional<long[]> back =
        gap < 0 ? Optional.of(new long[0]) : groups(text.substring(gap + 2), true);
    if (front.isEmpty() || back.isEmpty()) {
      return Optional.empty();
    }
    int known = front.get().length + back.get().length;
    if (gap < 0 ? known != GROUPS : known >= GROUPS) {
      return Optional.empty();
    }
    long[] all = new long[GROUPS];
    System.arraycopy(front.get(), 0, all, 0, front.get().length);
    System.arraycopy(back.get(), 0, all, GROUPS - back.get().length, back.get().length);
    return Optional.of(new IpAddress(true, word(all, 0), word(all, 4)));
  }

  private static long word(long[] groups, int from) {
    long word = 0;
    for (int i = from; i < from + 4; i++) {
      word = word << 16 | groups[i];
    }
    return word;
  }

  /** Groups of 16 bits; the last of an address may be an IPv4 address, which stands for two. */
  private static Optional<long[]> groups(String text, boolean last) {
    if (text.isEmpty()) {
      return Optional.of(new long[0]);
    }
    String[] parts = text.split(":", -1);
    boolean mixed = last && parts[parts.length - 1].indexOf('.') >= 0;
    long[] out = new long[parts.length + (mixed ? 1 : 0)];
    for (int i = 0; i < parts.length; i++) {
      if (mixed && i == parts.length - 1) {
        Optional<IpAddress> tail = four(parts[i]);
        if (tail.isEmpty()) {
          return Optional.empty();
        }
        out[i] = tail.get().low >>> 16;
        out[i + 1] = tail.get().low & 0xffff;
      } else if (GROUP.matcher(parts[i]).matches()) {
        out[i] = Long.parseLong(parts[i], 16);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(out);
  }

  /** The canonical text: RFC 5952 for IPv6. */
  public String text() {
    if (!six) {
      return "%d.%d.%d.%d".formatted(low >>> 24, low >>> 16 & 255, low >>> 8 & 255, low & 255);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4)) & 0xffff);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return joined(groups, start, length);
  }

  private static String joined(int[] groups, int gap, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.append("::");
        i += length - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  /** The address with all but the first bits cleared. */
  IpAddress first(int length) {
    if (!six) {
      return new IpAddress(false, 0, length == 0 ? 0 : low & (-1L << (32 - length)) & 0xffff_ffffL);
    }
    long highMask = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    long lowMask = length <= 64 ? 0 : -1L << (128 - length);
    return new IpAddress(true, high & highMask, low & lowMask);
  }

  /** IPv4 first, then by number. */
  @Override
  public int compareTo(IpAddress other) {
    if (six != other.six) {
      return six ? 1 : -1;
    }
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return text();
  }
}
