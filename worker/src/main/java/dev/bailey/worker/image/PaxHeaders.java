package dev.bailey.worker.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The extended headers before one tar entry: POSIX pax records and GNU long names. */
final class PaxHeaders {
  private static final String ATTRIBUTE = "SCHILY.xattr.";

  private final SortedMap<String, byte[]> records = new TreeMap<>();

  /** Reads records of the form {@code length SP key = value LF}. */
  void pax(byte[] block) throws LayerException {
    int at = 0;
    while (at < block.length) {
      int space = at;
      while (space < block.length && block[space] != ' ') {
        space++;
      }
      int length = decimal(block, at, space);
      int equals = space + 1;
      int end = at + length;
      while (equals < block.length && block[equals] != '=') {
        equals++;
      }
      if (end > block.length || equals >= end - 1 || block[end - 1] != '\n') {
        throw new LayerException("an extended header is malformed");
      }
      String key = new String(block, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      records.put(key, Arrays.copyOfRange(block, equals + 1, end - 1));
      at = end;
    }
  }

  /** A GNU long name or long link target: text with a NUL at its end. */
  void gnu(String key, byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] == 0) {
      end--;
    }
    records.put(key, Arrays.copyOf(block, end));
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(records.get(key)).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  long number(String key, long otherwise) throws LayerException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw new LayerException("an extended header has a bad number: " + key);
    }
    return Long.parseLong(text.get());
  }

  SortedMap<String, String> attributes() {
    SortedMap<String, String> out = new TreeMap<>();
    records.forEach((key, value) -> {
      if (key.startsWith(ATTRIBUTE)) {
        out.put(key.substring(ATTRIBUTE.length()), HexFormat.of().formatHex(value));
      }
    });
    return out;
  }

  private static int decimal(byte[] block, int from, int to) throws LayerException {
    if (to <= from || to - from > 7) {
      throw new LayerException("an extended header is malformed");
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      if (block[i] < '0' || block[i] > '9') {
        throw new LayerException("an extended header is malformed");
      }
      value = value * 10 + block[i] - '0';
    }
    if (value < to - from + 3) {
      throw new LayerException("an extended header is malformed");
    }
    return value;
  }
}
