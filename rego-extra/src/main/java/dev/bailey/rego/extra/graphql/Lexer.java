package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.extra.graphql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a document into tokens. What is no token becomes an invalid one at the wrong character.
 */
final class Lexer {
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;
  private List<String> comments = new ArrayList<>();

  Lexer(String text) {
    this.text = text;
  }

  Token next() {
    skip();
    comments = List.copyOf(comments);
    Token token = token();
    comments = new ArrayList<>();
    return token;
  }

  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        newLine();
      } else if (c == ' ' || c == '\t' || c == ',' || c == '\uFEFF') {
        at++;
      } else if (c == '#') {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
          end++;
        }
        comments.add(text.substring(at, end));
        at = end;
      } else {
        return;
      }
    }
  }

  /** Steps over the end of a line. */
  private void newLine() {
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
    lineStart = at;
  }

  private Token token() {
    if (at >= text.length()) {
      return token(Kind.EOF, "", at);
    }
    char c = text.charAt(at);
    Kind sign =
        switch (c) {
          case '!' -> Kind.BANG;
          case '$' -> Kind.DOLLAR;
          case '&' -> Kind.AMP;
          case '(' -> Kind.PAREN_L;
          case ')' -> Kind.PAREN_R;
          case ':' -> Kind.COLON;
          case '=' -> Kind.EQUALS;
          case '@' -> Kind.AT;
          case '[' -> Kind.BRACKET_L;
          case ']' -> Kind.BRACKET_R;
          case '{' -> Kind.BRACE_L;
          case '}' -> Kind.BRACE_R;
          case '|' -> Kind.PIPE;
          default -> Kind.INVALID;
        };
    if (sign != Kind.INVALID) {
      return token(sign, "", at++);
    }
    if (text.startsWith("...", at)) {
      at += 3;
      return token(Kind.SPREAD, "", at - 3);
    }
    if (isNameStart(c)) {
      return name();
    }
    if (c == '-' || isDigit(c)) {
      return number();
    }
    if (text.startsWith("\"\"\"", at)) {
      return blockString();
    }
    return c == '"' ? string() : invalid();
  }

  private Token token(Kind kind, String value, int from) {
    return new Token(kind, value, line, column(from), comments);
  }

  private int column(int index) {
    return text.codePointCount(Math.min(lineStart, index), index) + 1;
  }

  /** An invalid token at the current character; nothing is read behind it. */
  private Token invalid() {
    Token token = token(Kind.INVALID, "", Math.min(at, text.length()));
    at = text.length();
    return token;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Token name() {
    int from = at;
    while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    return token(Kind.NAME, text.substring(from, at), from);
  }

  private boolean accept(String signs) {
    boolean there = at < text.length() && signs.indexOf(text.charAt(at)) >= 0;
    if (there) {
      at++;
    }
    return there;
  }

  /** Whether there was at least one digit. */
  private boolean digits() {
    int from = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at > from;
  }

  private Token number() {
    int from = at;
    boolean whole = true;
    accept("-");
    if (accept("0")) {
      if (at < text.length() && isDigit(text.charAt(at))) {
        return invalid();
      }
    } else if (!digits()) {
      return invalid();
    }
    if (accept(".")) {
      whole = false;
      if (!digits()) {
        return invalid();
      }
    }
    if (accept("eE")) {
      whole = false;
      accept("+-");
      if (!digits()) {
        return invalid();
      }
    }
    return token(whole ? Kind.INT : Kind.FLOAT, text.substring(from, at), from);
  }

  private Token string() {
    int from = ++at;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return token(Kind.STRING, value.toString(), from);
      }
      if (c < 0x20 && c != '\t') {
        return invalid();
      }
      at++;
      if (c == '\\') {
        int escaped = escape();
        if (escaped < 0) {
          return invalid();
        }
        value.append((char) escaped);
      } else {
        value.append(c);
      }
    }
    return invalid();
  }

  /** The character that the escape at the current place stands for, or -1. */
  private int escape() {
    char c = at < text.length() ? text.charAt(at) : ' ';
    if (c == 'u') {
      int code = 0;
      for (int i = 1; i <= 4; i++) {
        int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
        if (digit < 0) {
          return -1;
        }
        code = code << 4 | digit;
      }
      at += 5;
      return code;
    }
    int plain = "\"/\\bfnrt".indexOf(c);
    if (plain >= 0) {
      at++;
      return "\"/\\\b\f\n\r\t".charAt(plain);
    }
    return -1;
  }

  private Token blockString() {
    at += 3;
    int from = at;
    int firstLine = line;
    int column = column(from);
    StringBuilder raw = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("\"\"\"", at)) {
        at += 3;
        String value = BlockStrings.value(raw.toString());
        return new Token(Kind.BLOCK_STRING, value, firstLine, column, comments);
      }
      if (text.startsWith("\\\"\"\"", at)) {
        raw.append("\"\"\"");
        at += 4;
      } else if (c == '\n' || c == '\r') {
        raw.append('\n');
        newLine();
      } else if (c < 0x20 && c != '\t') {
        return invalid();
      } else {
        raw.append(c);
        at++;
      }
    }
    return invalid();
  }
}
