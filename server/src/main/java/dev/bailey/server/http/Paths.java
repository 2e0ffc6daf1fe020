package dev.bailey.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Request paths: each has exactly one spelling. A segment is decoded once and must encode back to
 * what came; empty segments, dots, slashes and control characters are refused.
 */
final class Paths {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Paths() {}

  /** The decoded segments; empty if this is not the one spelling of a path. */
  static Optional<List<String>> segments(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : path.substring(1).split("/", -1)) {
      Optional<String> segment = decode(raw);
      if (segment.isEmpty() || !acceptable(segment.get()) || !encode(segment.get()).equals(raw)) {
        return Optional.empty();
      }
      segments.add(segment.get());
    }
    return Optional.of(segments);
  }

  private static boolean acceptable(String segment) {
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        && segment.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '/' || c == '\\');
  }

  /** The variables of a route's path, if the segments fit it. */
  static Optional<Map<String, String>> match(String template, List<String> segments) {
    String[] parts = template.substring(1).split("/", -1);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.endsWith("...}")) {
        String rest =
            String.join("/", segments.subList(Math.min(i, segments.size()), segments.size()));
        values.put(part.substring(1, part.length() - 4), rest);
        return rest.isEmpty() ? Optional.empty() : Optional.of(values);
      }
      if (i >= segments.size()) {
        return Optional.empty();
      }
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), segments.get(i));
      } else if (!part.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return parts.length == segments.size() ? Optional.of(values) : Optional.empty();
  }

  /** The one spelling of a segment: all but letters, digits and {@code -._~} as capital hex. */
  static String encode(String segment) {
    StringBuilder out = new StringBuilder();
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf((char) b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  /** Decodes percent escapes; empty if one is broken or the bytes are not UTF-8. */
  static Optional<String> decode(String raw) {
    byte[] bytes = new byte[raw.length()];
    int count = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()
            || !HexFormat.isHexDigit(raw.charAt(i + 1))
            || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
          return Optional.empty();
        }
        bytes[count++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
        i += 2;
      } else if (c < 0x80) {
        bytes[count++] = (byte) c;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, count)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
