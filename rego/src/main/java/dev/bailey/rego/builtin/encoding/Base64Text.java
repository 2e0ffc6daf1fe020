package dev.bailey.rego.builtin.encoding;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Base64 as the language reads it: line ends are skipped, unused bits may be set, and an error
 * tells the byte at which the text stops being valid.
 */
public enum Base64Text {
  /** With {@code +} and {@code /}, padded. */
  STANDARD("+/", true),
  /** With {@code -} and {@code _}, padded. */
  URL("-_", true),
  /** With {@code -} and {@code _}, without padding. */
  URL_BARE("-_", false);

  private static final String SIGNS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  @SuppressWarnings("ImmutableEnumChecker") // written by the constructor only
  private final byte[] values = new byte[256];

  private final boolean padded;

  Base64Text(String last, boolean padded) {
    this.padded = padded;
    Arrays.fill(values, (byte) -1);
    String signs = SIGNS + last;
    for (int i = 0; i < signs.length(); i++) {
      values[signs.charAt(i)] = (byte) i;
    }
  }

  /** Decodes text in the form for URLs, with or without padding. */
  public static byte[] decodeUrl(String text) throws BuiltinException {
    if (text.endsWith("=")) {
      return URL.decode(text);
    }
    return switch (Bytes.of(text).length % 4) {
      case 0 -> URL.decode(text);
      case 2 -> URL.decode(text + "==");
      case 3 -> URL.decode(text + "=");
      default -> throw BuiltinException.failed("illegal base64url string: " + text);
    };
  }

  public byte[] decode(String text) throws BuiltinException {
    byte[] in = Bytes.of(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length / 4 * 3 + 3);
    int bits = 0;
    int count = 0;
    for (int at = 0; at < in.length; at++) {
      int value = values[in[at] & 0xFF];
      if (value >= 0) {
        bits = bits << 6 | value;
        if (++count == 4) {
          write(out, bits, 3);
          bits = 0;
          count = 0;
        }
      } else if (in[at] == '=' && padded && count >= 2) {
        padding(in, at, count);
        write(out, bits << (6 * (4 - count)), count - 1);
        return out.toByteArray();
      } else if (in[at] != '\n' && in[at] != '\r') {
        throw illegal(at);
      }
    }
    if (count == 1 || (count > 0 && padded)) {
      throw illegal(in.length - count);
    }
    write(out, bits << (6 * (4 - count)), Math.max(0, count - 1));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(bits >> (16 - 8 * i));
    }
  }

  /** Nothing may follow the padding that begins at {@code at} behind {@code count} signs. */
  private static void padding(byte[] in, int at, int count) throws BuiltinException {
    int next = skipLineEnds(in, at + 1);
    if (count == 2) {
      if (next == in.length) {
        throw illegal(in.length);
      }
      if (in[next] != '=') {
        throw illegal(next);
      }
      next = skipLineEnds(in, next + 1);
    }
    if (next < in.length) {
      throw illegal(next);
    }
  }

  private static int skipLineEnds(byte[] in, int from) {
    int at = from;
    while (at < in.length && (in[at] == '\n' || in[at] == '\r')) {
      at++;
    }
    return at;
  }

  private static BuiltinException illegal(int at) {
    return BuiltinException.failed("illegal base64 data at input byte " + at);
  }
}
