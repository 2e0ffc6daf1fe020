package dev.bailey.policy.cose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One value of DER: enough to read a name. A value whose inside is not DER has no parts.
 *
 * @param tag the first byte
 * @param content what follows the length
 */
record Der(int tag, Bytes content) {
  private static final int OBJECT_IDENTIFIER = 6;
  private static final int OCTET_STRING = 4;
  private static final int UTF8_STRING = 12;
  private static final int BMP_STRING = 30;

  /** Values that follow each other; those before the first that cannot be read. */
  static List<Der> all(byte[] bytes) {
    List<Der> all = new ArrayList<>();
    int next = 0;
    while (bytes.length - next >= 2) {
      int tag = bytes[next] & 0xff;
      int length = bytes[next + 1] & 0xff;
      int start = next + 2;
      if (length >= 0x80) {
        int digits = length & 0x7f;
        if (digits == 0 || digits > 3 || bytes.length - start < digits) {
          break;
        }
        length = 0;
        for (int i = 0; i < digits; i++) {
          length = (length << 8) | (bytes[start++] & 0xff);
        }
      }
      if (length > bytes.length - start) {
        break;
      }
      all.add(new Der(tag, Bytes.of(bytes, start, length)));
      next = start + length;
    }
    return all;
  }

  List<Der> parts() {
    return all(content.toArray());
  }

  /** What an octet string holds. */
  static Optional<Bytes> octets(byte[] encoded) {
    return all(encoded).stream()
        .filter(value -> value.tag == OCTET_STRING)
        .map(Der::content)
        .findFirst();
  }

  /** The dotted form of an object identifier, if it is one. */
  Optional<String> identifier() {
    if (tag != OBJECT_IDENTIFIER) {
      return Optional.empty();
    }
    StringBuilder dotted = new StringBuilder();
    long arc = 0;
    for (byte octet : content.toArray()) {
      if (arc > Long.MAX_VALUE >> 8) {
        return Optional.empty();
      }
      arc = (arc << 7) | (octet & 0x7f);
      if (octet >= 0) {
        append(dotted, arc);
        arc = 0;
      }
    }
    return Optional.of(dotted.toString());
  }

  private static void append(StringBuilder dotted, long arc) {
    if (dotted.isEmpty()) {
      long first = Math.min(arc / 40, 2);
      dotted.append(first).append('.').append(arc - 40 * first);
    } else {
      dotted.append('.').append(arc);
    }
  }

  /** The text of a string of one of the kinds in names. */
  String text() {
    return switch (tag) {
      case UTF8_STRING -> content.utf8();
      case BMP_STRING -> new String(content.toArray(), StandardCharsets.UTF_16BE);
      default -> new String(content.toArray(), StandardCharsets.ISO_8859_1);
    };
  }
}
