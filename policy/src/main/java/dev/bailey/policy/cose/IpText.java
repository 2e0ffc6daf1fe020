package dev.bailey.policy.cose;

import java.util.StringJoiner;

/** The one text of an IP address (RFC 5952), so that two texts of one address cannot differ. */
final class IpText {
  private IpText() {}

  /**
   * The text.
   *
   * @param address of 4 or 16 bytes
   */
  static String of(byte[] address) {
    if (address.length == 4) {
      StringJoiner dotted = new StringJoiner(".");
      for (byte octet : address) {
        dotted.add(Integer.toString(octet & 0xff));
      }
      return dotted.toString();
    }
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
    }
    return text(groups);
  }

  /** With the first of the longest runs of zeros left out, if it is longer than one. */
  private static String text(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int zeros = zeros(groups, i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    return start < 0
        ? joined(groups, 0, groups.length)
        : joined(groups, 0, start) + "::" + joined(groups, start + length, groups.length);
  }

  private static int zeros(int[] groups, int from) {
    int to = from;
    while (to < groups.length && groups[to] == 0) {
      to++;
    }
    return to - from;
  }

  private static String joined(int[] groups, int from, int to) {
    StringJoiner text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
