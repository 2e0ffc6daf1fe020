package dev.bailey.policy.cose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Texts taken apart. */
final class Parts {
  private Parts() {}

  /** What stands between separators; empty parts count. */
  static List<String> of(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** A text in which {@code %41} is {@code A} and {@code +} a blank; empty if it cannot be. */
  static Optional<String> unescaped(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[utf8.length];
    int length = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte octet = utf8[i];
      if (octet == '%') {
        if (utf8.length - i < 3
            || !HexFormat.isHexDigit(utf8[i + 1])
            || !HexFormat.isHexDigit(utf8[i + 2])) {
          return Optional.empty();
        }
        octet =
            (byte) (HexFormat.fromHexDigit(utf8[i + 1]) << 4 | HexFormat.fromHexDigit(utf8[i + 2]));
        i += 2;
      } else if (octet == '+') {
        octet = ' ';
      }
      plain[length++] = octet;
    }
    return Optional.of(new String(plain, 0, length, StandardCharsets.UTF_8));
  }
}
