package dev.bailey.rego.builtin.encoding;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Percent encoding of URLs. */
public final class Percent {
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private Percent() {}

  /** The form for a part of a query: a space becomes a plus. */
  public static String encodeQuery(String text) {
    return encode(text, "", true);
  }

  static String encodePath(String text) {
    return encode(text, "$&+,/:;=@", false);
  }

  private static String encode(String text, String kept, boolean plus) {
    byte[] bytes = Bytes.of(text);
    StringBuilder out = new StringBuilder(bytes.length + 8);
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      if (isUnreserved(c) || kept.indexOf(c) >= 0) {
        out.append(c);
      } else if (plus && c == ' ') {
        out.append('+');
      } else {
        out.append('%').append(DIGITS[c >> 4]).append(DIGITS[c & 15]);
      }
    }
    return out.toString();
  }

  static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.~".indexOf(c) >= 0;
  }

  static String decodeQuery(String text) throws BuiltinException {
    return decode(text, true);
  }

  /** Decodes; a plus becomes a space only if {@code plus}. */
  static String decode(String text, boolean plus) throws BuiltinException {
    if (text.indexOf('%') < 0) {
      return plus ? text.replace('+', ' ') : text;
    }
    byte[] in = Bytes.of(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        out.write(escaped(in, i));
        i += 2;
      } else {
        out.write(plus && in[i] == '+' ? ' ' : in[i]);
      }
    }
    return Bytes.text(out.toByteArray());
  }

  /** The byte that the three bytes at {@code at} stand for. */
  static int escaped(byte[] in, int at) throws BuiltinException {
    int high = at + 2 < in.length ? Character.digit(in[at + 1], 16) : -1;
    int low = at + 2 < in.length ? Character.digit(in[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw invalid(in, at);
    }
    return high << 4 | low;
  }

  static BuiltinException invalid(byte[] in, int at) {
    String part = Bytes.text(Arrays.copyOfRange(in, at, Math.min(in.length, at + 3)));
    return BuiltinException.failed("invalid URL escape " + GoQuote.quote(part));
  }
}
