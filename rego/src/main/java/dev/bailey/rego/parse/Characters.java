package dev.bailey.rego.parse;

import java.util.function.Function;

/** The characters of a text, a place among them with its row and column, and what literals hold. */
final class Characters {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final char[] text;
  private final Function<String, ParseFailure> illegal;
  private int at;
  private int row = 1;
  private int lineStart;
  private int wide;

  /** A place in the text. */
  record Place(int at, int row, int lineStart, int wide) {
    /** From 1, counted in code points. */
    int column() {
      return at - lineStart - wide + 1;
    }
  }

  /**
   * A text from its beginning, behind a byte order mark.
   *
   * @param illegal makes the failure for what must not stand in it
   */
  Characters(String source, Function<String, ParseFailure> illegal) {
    this.text = source.toCharArray();
    this.illegal = illegal;
    if (text.length > 0 && text[0] == BYTE_ORDER_MARK) {
      at = 1;
      lineStart = 1;
    }
  }

  int length() {
    return text.length;
  }

  int at() {
    return at;
  }

  int row() {
    return row;
  }

  Place place() {
    return new Place(at, row, lineStart, wide);
  }

  void reset(Place place) {
    at = place.at;
    row = place.row;
    lineStart = place.lineStart;
    wide = place.wide;
  }

  boolean atEnd() {
    return at >= text.length;
  }

  /** The next character; NUL at the end of the text. */
  char peek() {
    return at < text.length ? text[at] : 0;
  }

  char take() {
    return text[at++];
  }

  boolean followedBy(char c) {
    if (at < text.length && text[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  String since(int from) {
    return new String(text, from, at - from);
  }

  /** The reserved word from a place to here, {@link Token#IDENT} if it is none. */
  Token wordSince(int from) {
    return Token.word(text, from, at);
  }

  /** Goes to the next character that is no white space. */
  void skipSpace() {
    while (at < text.length) {
      switch (text[at]) {
        case ' ', '\t', '\r' -> at++;
        case '\n' -> {
          at++;
          newLine();
        }
        default -> {
          return;
        }
      }
    }
  }

  /** Goes to the end of a comment, which is the end of its line; returns what follows the sign. */
  String comment() {
    int from = at + 1;
    while (at < text.length && text[at] != '\n') {
      pass(text[at++]);
    }
    int end = text[at - 1] == '\r' ? at - 1 : at;
    return new String(text, from, Math.max(0, end - from));
  }

  private void newLine() {
    row++;
    lineStart = at;
    wide = 0;
  }

  /** Goes to the end of a name. */
  void name() {
    while (at < text.length && (isLetter(text[at]) || isDigit(text[at]))) {
      at++;
    }
  }

  /** Goes to the end of a number whose first digit has been taken. */
  void number() {
    boolean zero = text[at - 1] == '0';
    int digits = digits();
    if (zero && digits > 0) {
      throw illegal.apply("unexpected number token: expected number without leading zero");
    }
    if (followedBy('.') && digits() == 0) {
      throw illegal.apply("expected fraction");
    }
    if (followedBy('e') || followedBy('E')) {
      if (!followedBy('+')) {
        followedBy('-');
      }
      if (digits() == 0) {
        throw illegal.apply("expected exponent");
      }
    }
    if (isLetter(peek())) {
      throw illegal.apply("illegal number format");
    }
  }

  private int digits() {
    int from = at;
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
    return at - from;
  }

  /** Goes to the end of a string whose opening quote has been taken. */
  void quoted() {
    while (at < text.length && text[at] != '\n') {
      char c = text[at++];
      if (c == '"') {
        return;
      } else if (c == '\\') {
        at += escapeLength();
      } else {
        pass(c);
      }
    }
    throw illegal.apply("non-terminated string");
  }

  private int escapeLength() {
    int length = Quoted.escapeLength(text, at);
    if (length == 0) {
      throw illegal.apply("illegal escape sequence");
    }
    return length;
  }

  /** Goes to the end of a string in back-quotes whose opening one has been taken. */
  void raw() {
    while (at < text.length) {
      char c = text[at++];
      if (c == '`') {
        return;
      }
      pass(c);
    }
    throw illegal.apply("non-terminated string");
  }

  /**
   * Reads the text of a template up to an opening brace or the closing quote, and goes behind it.
   *
   * @return whether it ended at the closing quote
   */
  boolean templateText(boolean rawText, StringBuilder out) {
    char quote = rawText ? '`' : '"';
    while (at < text.length) {
      char c = text[at++];
      if (c == quote) {
        return true;
      } else if (c == '{') {
        return false;
      } else if (c == '\\' && peek() == '{') {
        out.append(text[at++]);
      } else if (c == '\\' && !rawText) {
        escapeLength();
        at = Quoted.escape(text, at, out);
      } else if (c == '\n' && !rawText) {
        break;
      } else {
        pass(c);
        out.append(c);
      }
    }
    throw illegal.apply("non-terminated string");
  }

  /** Keeps count of lines and columns for a character that has been taken. */
  private void pass(char c) {
    if (c == 0) {
      throw illegal.apply("illegal null character");
    } else if (c == '\n') {
      newLine();
    } else if (Character.isLowSurrogate(c)) {
      wide++;
    }
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
