package dev.bailey.rego.builtin;

import java.nio.charset.StandardCharsets;

/**
 * Strings as bytes. Strings of the language may hold any bytes, for example after {@code
 * base64.decode}; a byte that is no part of a UTF-8 sequence is kept as a lone surrogate from
 * U+DC80 to U+DCFF, so that it comes out again unchanged, and is shown as U+FFFD.
 */
public final class Bytes {
  private Bytes() {}

  /** The UTF-8 form of a string, with kept bytes as they were. */
  public static byte[] of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (kept(text, i)) {
        return withKept(text, i);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean kept(String text, int i) {
    char c = text.charAt(i);
    return c >= 0xDC80 && c <= 0xDCFF && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static byte[] withKept(String text, int first) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(text.length() + 16);
    int from = 0;
    for (int i = first; i < text.length(); i++) {
      if (kept(text, i)) {
        out.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
        out.write(text.charAt(i) & 0xFF);
        from = i + 1;
      }
    }
    out.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** The string that {@link #of} turns into these bytes. */
  public static String text(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return decoded(bytes);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String decoded(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = sequence(bytes, i);
      if (length == 0) {
        out.append((char) (0xDC00 | (bytes[i] & 0xFF)));
        i++;
      } else {
        out.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return out.toString();
  }

  /** The length of the well-formed sequence at {@code i}, or 0 if there is none. */
  private static int sequence(byte[] bytes, int i) {
    int lead = bytes[i] & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > bytes.length) {
      return 0;
    }
    int second = bytes[i + 1] & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
