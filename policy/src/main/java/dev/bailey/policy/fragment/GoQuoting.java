package dev.bailey.policy.fragment;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes in quotation marks as the reference's messages show them: whatever they are, in ASCII. */
public final class GoQuoting {
  private GoQuoting() {}

  /** A text in quotation marks. */
  public static String quoted(String text) {
    return quoted(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that should be UTF-8, in quotation marks; those that are not are shown as numbers. */
  public static String quoted(byte[] utf8) {
    StringBuilder out = new StringBuilder("\"");
    int next = 0;
    while (next < utf8.length) {
      int length = length(utf8, next);
      String character = new String(utf8, next, length, StandardCharsets.UTF_8);
      if (character.codePointAt(0) == 0xfffd && !isReplacement(utf8, next, length)) {
        hex(out, utf8[next] & 0xff);
        next++;
      } else {
        append(out, character.codePointAt(0));
        next += length;
      }
    }
    return out.append('"').toString();
  }

  /** Bytes of the character that begins here, if it is all there. */
  private static int length(byte[] utf8, int at) {
    int first = utf8[at] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return Math.min(length, utf8.length - at);
  }

  private static boolean isReplacement(byte[] utf8, int at, int length) {
    return length == 3
        && utf8[at] == (byte) 0xef
        && utf8[at + 1] == (byte) 0xbf
        && utf8[at + 2] == (byte) 0xbd;
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').appendCodePoint(c);
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (c == ' ' || isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < ' ' || c == 0x7f) {
          hex(out, c);
        } else if (c < 0x10000) {
          out.append("\\u").append(HexFormat.of().toHexDigits(c, 4));
        } else {
          out.append("\\U").append(HexFormat.of().toHexDigits(c, 8));
        }
      }
    }
  }

  private static void hex(StringBuilder out, int octet) {
    out.append("\\x").append(HexFormat.of().toHexDigits(octet, 2));
  }

  /** Letters, marks, numbers, punctuation and symbols. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.UNASSIGNED,
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
