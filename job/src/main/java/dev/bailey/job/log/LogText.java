package dev.bailey.job.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The reversible text form of a line's bytes.
 *
 * <p>Bytes that are valid UTF-8 without control characters (tab is none), format characters or line
 * separators are kept as they are. Otherwise the text is <i>escaped</i>: a backslash is doubled,
 * and every byte of an invalid sequence or of such a character becomes {@code \xNN} with two
 * lower-case hexadecimal digits. So text from the log never steers a terminal, and no byte is lost.
 *
 * @param text the text
 * @param escaped whether it is escaped
 */
record LogText(String text, boolean escaped) {

  /** The text of these bytes. */
  static LogText of(byte[] bytes, int from, int length) {
    try {
      String plain =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, length))
              .toString();
      if (plain.codePoints().allMatch(LogText::harmless)) {
        return new LogText(plain, false);
      }
    } catch (CharacterCodingException invalid) {
      // Escaped below.
    }
    StringBuilder out = new StringBuilder(length * 2);
    for (int at = from; at < from + length; ) {
      at += escapeOne(bytes, at, from + length, out);
    }
    return new LogText(out.toString(), true);
  }

  /**
   * The bytes of a text.
   *
   * @throws IllegalArgumentException if it is said to be escaped and has a wrong escape
   */
  static byte[] bytes(String text, boolean escaped) {
    if (!escaped) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      if (c != '\\') {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(c);
      } else if (text.startsWith("\\\\", at)) {
        out.write('\\');
        at += 2;
      } else if (text.startsWith("\\x", at) && at + 4 <= text.length()) {
        out.write(Integer.parseInt(text, at + 2, at + 4, 16));
        at += 4;
      } else {
        throw new IllegalArgumentException("wrong escape at " + at);
      }
    }
    return out.toByteArray();
  }

  /** Most bytes, at most this many, that do not end inside a character of valid UTF-8. */
  static int wholeCharacters(byte[] bytes, int length) {
    for (int back = 1; back <= 3 && back < length; back++) {
      int lead = bytes[length - back] & 0xFF;
      if (lead >= 0xC0) {
        return characterLength(lead) > back ? length - back : length;
      }
      if (lead < 0x80) {
        return length;
      }
    }
    return length;
  }

  private static int escapeOne(byte[] bytes, int at, int end, StringBuilder out) {
    int length = Math.min(characterLength(bytes[at] & 0xFF), end - at);
    try {
      String one =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
      if (harmless(one.codePointAt(0))) {
        out.append(one.equals("\\") ? "\\\\" : one);
        return length;
      }
    } catch (CharacterCodingException invalid) {
      length = 1;
    }
    for (int i = at; i < at + length; i++) {
      out.append(String.format(Locale.ROOT, "\\x%02x", bytes[i] & 0xFF));
    }
    return length;
  }

  private static int characterLength(int lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  private static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\t';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
