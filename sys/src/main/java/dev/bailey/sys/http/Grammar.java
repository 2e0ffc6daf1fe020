package dev.bailey.sys.http;

import java.util.HexFormat;

/** The character rules of RFC 9110 and RFC 9112 that both directions need. */
final class Grammar {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private Grammar() {}

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Grammar::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c < 0x80 && TOKEN_MARKS.indexOf(c) >= 0);
  }

  /** Octets as ISO 8859-1 characters: tab, blank, visible and above ASCII. */
  static boolean isFieldValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f && c <= 0xff));
  }

  /** Origin form: starts with a slash, visible ASCII only. */
  static boolean isTarget(String text) {
    return text.startsWith("/") && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** Between one and this many decimal digits. */
  static boolean isDecimal(String text, int most) {
    return isLength(text, most) && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Between one and this many hexadecimal digits. */
  static boolean isHexadecimal(String text, int most) {
    return isLength(text, most) && text.chars().allMatch(HexFormat::isHexDigit);
  }

  private static boolean isLength(String text, int most) {
    return !text.isEmpty() && text.length() <= most;
  }

  /** {@code HTTP/1.x NNN} and, after a blank, any reason. */
  static boolean isStatusLine(String line) {
    return line.length() >= 12
        && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
        && isDecimal(line.substring(9, 12), 3)
        && line.charAt(9) != '0'
        && (line.length() == 12 || line.charAt(12) == ' ')
        && isFieldValue(line);
  }
}
