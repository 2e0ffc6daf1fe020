package dev.bailey.rego.parse;

/** What strings in quotes say. */
final class Quoted {
  /** Stands for half of a surrogate pair that has no other half. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final int UNICODE = 5;

  private Quoted() {}

  /** What a string token says, whose quotes are part of {@code token}. */
  static String value(String token) {
    int escape = token.charAt(0) == '`' ? -1 : token.indexOf('\\');
    if (escape < 0) {
      return token.substring(1, token.length() - 1);
    }
    char[] text = token.toCharArray();
    StringBuilder out = new StringBuilder(text.length).append(text, 1, escape - 1);
    int i = escape;
    while (i < text.length - 1) {
      char c = text[i++];
      if (c == '\\') {
        i = escape(text, i, out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Length of the escape whose backslash stands before {@code at}; 0 if it is none. */
  static int escapeLength(char[] text, int at) {
    if (at >= text.length) {
      return 0;
    }
    return switch (text[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 1;
      case 'u' -> codeUnit(text, at) >= 0 ? UNICODE : 0;
      default -> 0;
    };
  }

  /** Appends what a well-formed escape says; returns the place behind it. */
  static int escape(char[] text, int at, StringBuilder out) {
    char c = text[at];
    if (c == 'u') {
      return unicode(text, at, out);
    }
    out.append(
        switch (c) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> c;
        });
    return at + 1;
  }

  private static int unicode(char[] text, int at, StringBuilder out) {
    char unit = (char) codeUnit(text, at);
    int after = at + UNICODE;
    if (!Character.isSurrogate(unit)) {
      out.append(unit);
      return after;
    }
    if (Character.isHighSurrogate(unit) && after + 1 < text.length && text[after] == '\\') {
      int low = codeUnit(text, after + 1);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        out.append(unit).append((char) low);
        return after + 1 + UNICODE;
      }
    }
    out.append(REPLACEMENT);
    return after;
  }

  /** The code unit of {@code uXXXX}; negative if it is not of that form. */
  private static int codeUnit(char[] text, int at) {
    if (at + UNICODE > text.length || text[at] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 1; i < at + UNICODE; i++) {
      int digit = text[i] < 128 ? Character.digit(text[i], 16) : -1;
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
