package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.Source;
import dev.bailey.rego.syntax.Comment;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens, one at a time; the current one is described by the fields. Comments are
 * put aside. A parser may return to an earlier place with {@link #mark} and {@link #reset}.
 */
final class Scanner {
  /** A text may be read again this many times in all, and a short one more often. */
  private static final int REREAD_FACTOR = 16;

  private static final int REREAD_BASE = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Source source;
  private final char[] text;
  private final List<Comment> comments = new ArrayList<>();

  /** Words known beyond those that are always reserved; bits of {@link Token#optionalBit}. */
  private int words;

  private int wildcards;
  private long reread;
  private int next;
  private int nextRow = 1;
  private int lineStart;
  private int wide;

  private Token token = Token.EOF;
  private int start;
  private int row;
  private int column;
  private int startOfLine;
  private int wideBefore;
  private int previousEnd;
  private int previousRow = 1;

  /** A token to return to. */
  record Mark(
      int start,
      int row,
      int lineStart,
      int wide,
      int previousEnd,
      int previousRow,
      int comments,
      int wildcards) {}

  Scanner(Source source, int words) {
    this.source = source;
    this.text = source.text().toCharArray();
    this.words = words;
    if (text.length > 0 && text[0] == BYTE_ORDER_MARK) {
      next = 1;
      lineStart = 1;
    }
  }

  Token token() {
    return token;
  }

  /** Whether something stands between the token before and this one. */
  boolean spaced() {
    return start > previousEnd;
  }

  /** Whether this token is the first of its line. */
  boolean onNewLine() {
    return row > previousRow;
  }

  /** Where the token before this one ended. */
  int previousEnd() {
    return previousEnd;
  }

  int start() {
    return start;
  }

  int end() {
    return next;
  }

  /** Whether the current token is a reserved word that a step makes a name: {@code not.x}. */
  boolean isNameByStep() {
    return token.isWord() && next < text.length && (text[next] == '.' || text[next] == '[');
  }

  /** Whether a new line begins with a reserved word that is the name of something. */
  boolean isNameOnNewLine() {
    return onNewLine() && isNameByStep();
  }

  /** Takes a reserved word for a name, where {@link #isNameByStep}. */
  void takeAsName() {
    if (isNameByStep()) {
      token = Token.IDENT;
    }
  }

  /** The current token as it is written. */
  String text() {
    return new String(text, start, next - start);
  }

  Location location() {
    return new Location(source, row, column, start, next - start);
  }

  /** From the beginning of {@code from} to the end of the token before the current one. */
  Location since(Location from) {
    return new Location(
        source, from.row(), from.column(), from.offset(), previousEnd - from.offset());
  }

  List<Comment> comments() {
    return comments;
  }

  /** Whether a name is reserved here. */
  boolean isWord(String name) {
    Token word = name.isEmpty() ? Token.IDENT : Token.word(name.toCharArray(), 0, name.length());
    int bit = word.optionalBit();
    return word != Token.IDENT && (bit == 0 || (words & bit) != 0);
  }

  /** Whether the current name is a word that an import would reserve. */
  boolean isLikelyWord() {
    return Token.word(text, start, next) != Token.IDENT;
  }

  /** A name of its own for the next wildcard. */
  String wildcard() {
    return "$" + wildcards++;
  }

  void allow(int more) {
    words |= more;
  }

  Mark mark() {
    return new Mark(
        start, row, startOfLine, wideBefore, previousEnd, previousRow, comments.size(), wildcards);
  }

  /** Goes back, unless that has been done too often. */
  void reset(Mark mark) {
    reread += next - mark.start;
    if (reread > REREAD_BASE + (long) REREAD_FACTOR * text.length) {
      throw ParseFailure.limit(location(), "too ambiguous: bars and braces are nested too deeply");
    }
    next = mark.start;
    wildcards = mark.wildcards;
    nextRow = mark.row;
    lineStart = mark.lineStart;
    wide = mark.wide;
    while (comments.size() > mark.comments) {
      comments.removeLast();
    }
    next();
    previousEnd = mark.previousEnd;
    previousRow = mark.previousRow;
  }

  ParseFailure fail(String message) {
    return new ParseFailure(location(), message);
  }

  ParseFailure fail(String message, String hint) {
    return new ParseFailure(location(), message, hint);
  }

  /** Goes on to the next token. */
  void next() {
    previousEnd = next;
    previousRow = nextRow;
    skip();
    begin();
    if (next >= text.length) {
      token = Token.EOF;
      return;
    }
    char c = text[next++];
    token =
        switch (c) {
          case '[' -> Token.LBRACKET;
          case ']' -> Token.RBRACKET;
          case '{' -> Token.LBRACE;
          case '}' -> Token.RBRACE;
          case '(' -> Token.LPAREN;
          case ')' -> Token.RPAREN;
          case ',' -> Token.COMMA;
          case ';' -> Token.SEMICOLON;
          case '.' -> Token.DOT;
          case '+' -> Token.PLUS;
          case '-' -> Token.MINUS;
          case '*' -> Token.MUL;
          case '/' -> Token.DIV;
          case '%' -> Token.REM;
          case '&' -> Token.AND;
          case '|' -> Token.OR;
          case ':' -> followedBy('=') ? Token.ASSIGN : Token.COLON;
          case '=' -> followedBy('=') ? Token.EQUAL : Token.UNIFY;
          case '<' -> followedBy('=') ? Token.LTE : Token.LT;
          case '>' -> followedBy('=') ? Token.GTE : Token.GT;
          case '!' -> {
            if (!followedBy('=')) {
              throw illegal("illegal ! character");
            }
            yield Token.NEQ;
          }
          case '"' -> {
            quoted();
            yield Token.STRING;
          }
          case '`' -> raw();
          case '$' -> {
            if (!followedBy('"') && !followedBy('`')) {
              throw illegal("illegal $ character");
            }
            yield Token.TEMPLATE;
          }
          default -> {
            if (isLetter(c)) {
              yield wordFrom();
            }
            if (isDigit(c)) {
              number();
              yield Token.NUMBER;
            }
            throw illegal(c == 0 ? "illegal null character" : "illegal token");
          }
        };
  }

  private void begin() {
    start = next;
    row = nextRow;
    startOfLine = lineStart;
    wideBefore = wide;
    column = start - lineStart - wide + 1;
  }

  private boolean followedBy(char c) {
    if (next < text.length && text[next] == c) {
      next++;
      return true;
    }
    return false;
  }

  private void skip() {
    while (next < text.length) {
      switch (text[next]) {
        case ' ', '\t', '\r' -> next++;
        case '\n' -> {
          next++;
          newLine();
        }
        case '#' -> comment();
        default -> {
          return;
        }
      }
    }
  }

  private void comment() {
    begin();
    while (next < text.length && text[next] != '\n') {
      if (text[next] == 0) {
        throw illegal("illegal null character");
      }
      if (Character.isLowSurrogate(text[next])) {
        wide++;
      }
      next++;
    }
    int end = next > start && text[next - 1] == '\r' ? next - 1 : next;
    comments.add(
        new Comment(
            new String(text, start + 1, end - start - 1),
            new Location(source, row, column, start, end - start)));
  }

  private void newLine() {
    nextRow++;
    lineStart = next;
    wide = 0;
  }

  private Token wordFrom() {
    while (next < text.length && (isLetter(text[next]) || isDigit(text[next]))) {
      next++;
    }
    Token word = Token.word(text, start, next);
    int bit = word.optionalBit();
    return bit == 0 || (words & bit) != 0 ? word : Token.IDENT;
  }

  private void number() {
    boolean zero = text[next - 1] == '0';
    int digits = digits();
    if (zero && digits > 0) {
      throw illegal("unexpected number token: expected number without leading zero");
    }
    if (followedBy('.') && digits() == 0) {
      throw illegal("expected fraction");
    }
    if (next < text.length && (text[next] == 'e' || text[next] == 'E')) {
      next++;
      if (!followedBy('+')) {
        followedBy('-');
      }
      if (digits() == 0) {
        throw illegal("expected exponent");
      }
    }
    if (next < text.length && isLetter(text[next])) {
      throw illegal("illegal number format");
    }
  }

  private int digits() {
    int from = next;
    while (next < text.length && isDigit(text[next])) {
      next++;
    }
    return next - from;
  }

  private void quoted() {
    while (next < text.length && text[next] != '\n') {
      char c = text[next++];
      if (c == '"') {
        return;
      } else if (c == '\\') {
        next += escape();
      } else {
        pass(c);
      }
    }
    throw illegal("non-terminated string");
  }

  private int escape() {
    int length = Quoted.escapeLength(text, next);
    if (length == 0) {
      throw illegal("illegal escape sequence");
    }
    return length;
  }

  private Token raw() {
    while (next < text.length && text[next] != '`') {
      pass(text[next++]);
    }
    if (next == text.length) {
      throw illegal("non-terminated string");
    }
    next++;
    return Token.STRING;
  }

  /** Keeps count of lines and columns inside a string. */
  private void pass(char c) {
    if (c == 0) {
      throw illegal("illegal null character");
    } else if (c == '\n') {
      newLine();
    } else if (Character.isLowSurrogate(c)) {
      wide++;
    }
  }

  /**
   * Reads the text of a template from behind the current token, up to an opening brace or the
   * closing quote, which becomes the current token's end.
   *
   * @return whether it ended at the closing quote
   */
  boolean templateText(boolean rawText, StringBuilder out) {
    char quote = rawText ? '`' : '"';
    while (next < text.length) {
      char c = text[next++];
      if (c == quote) {
        return true;
      } else if (c == '{') {
        return false;
      } else if (c == '\\' && next < text.length && text[next] == '{') {
        out.append(text[next++]);
      } else if (c == '\\' && !rawText) {
        escape();
        next = Quoted.escape(text, next, out);
      } else if (c == '\n' && !rawText) {
        break;
      } else {
        pass(c);
        out.append(c);
      }
    }
    throw illegal("non-terminated string");
  }

  private ParseFailure illegal(String message) {
    return new ParseFailure(new Location(source, row, column, start, next - start), message);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
