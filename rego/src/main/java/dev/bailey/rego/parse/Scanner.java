package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.Source;
import dev.bailey.rego.syntax.Comment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a text into tokens, one at a time. Comments are put aside. A parser may return to an earlier
 * token with {@link #mark} and {@link #reset}.
 */
final class Scanner {
  /** A text may be read again this many times in all, and a short one more often. */
  private static final int REREAD_FACTOR = 16;

  private static final int REREAD_BASE = 1 << 20;

  /** How much is read between two looks at the clock; a millisecond or so. */
  private static final int STRIDE = 1 << 16;

  private final Source source;
  private final Characters characters;
  private final List<Comment> comments = new ArrayList<>();

  /** Words known beyond those that are always reserved; bits of {@link Token#optionalBit}. */
  private int words;

  private int wildcards;
  private long reread;
  private Token token = Token.EOF;
  private Characters.Place start;
  private int previousEnd;
  private int previousRow = 1;
  private final Consumer<Location> watch;
  private int unwatched;

  /** A token to return to. */
  record Mark(
      Characters.Place place, int previousEnd, int previousRow, int comments, int wildcards) {
    int start() {
      return place.at();
    }
  }

  /**
   * A scanner.
   *
   * @param watch is told now and then how far reading has come, and may end it by an exception
   */
  Scanner(Source source, int words, Consumer<Location> watch) {
    this.watch = watch;
    this.source = source;
    this.characters = new Characters(source.text(), this::illegal);
    this.start = characters.place();
    this.words = words;
  }

  Token token() {
    return token;
  }

  /** Whether something stands between the token before and this one. */
  boolean spaced() {
    return start.at() > previousEnd;
  }

  /** Whether this token is the first of its line. */
  boolean onNewLine() {
    return start.row() > previousRow;
  }

  int start() {
    return start.at();
  }

  /** Whether the current token is a reserved word that a step makes a name: {@code not.x}. */
  boolean isNameByStep() {
    return token.isWord() && (characters.peek() == '.' || characters.peek() == '[');
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
    return characters.since(start.at());
  }

  Location location() {
    int length = characters.at() - start.at();
    return new Location(source, start.row(), start.column(), start.at(), length);
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
    return word != Token.IDENT && isKnown(word);
  }

  private boolean isKnown(Token word) {
    int bit = word.optionalBit();
    return bit == 0 || (words & bit) != 0;
  }

  /** Whether the current name is a word that an import would reserve. */
  boolean isLikelyWord() {
    return characters.wordSince(start.at()) != Token.IDENT;
  }

  /** A name of its own for the next wildcard. */
  String wildcard() {
    return "$" + wildcards++;
  }

  void allow(int more) {
    words |= more;
  }

  Mark mark() {
    return new Mark(start, previousEnd, previousRow, comments.size(), wildcards);
  }

  /** Goes back, unless that has been done too often. */
  void reset(Mark mark) {
    reread += characters.at() - mark.start();
    if (reread > REREAD_BASE + (long) REREAD_FACTOR * characters.length()) {
      throw ParseFailure.limit(location(), "too ambiguous: bars and braces are nested too deeply");
    }
    characters.reset(mark.place);
    wildcards = mark.wildcards;
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

  private ParseFailure illegal(String message) {
    return fail(message);
  }

  /** Goes on to the next token. */
  void next() {
    previousEnd = characters.at();
    previousRow = characters.row();
    characters.skipSpace();
    start = characters.place();
    while (characters.peek() == '#') {
      comment();
      characters.skipSpace();
      start = characters.place();
    }
    token = characters.atEnd() ? Token.EOF : read(characters.take());
    unwatched += characters.at() - previousEnd;
    if (unwatched > STRIDE) {
      unwatched = 0;
      watch.accept(location());
    }
  }

  private void comment() {
    String text = characters.comment();
    Location place =
        new Location(source, start.row(), start.column(), start.at(), text.length() + 1);
    comments.add(new Comment(text, place));
  }

  private Token read(char c) {
    return switch (c) {
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
      case ':' -> characters.followedBy('=') ? Token.ASSIGN : Token.COLON;
      case '=' -> characters.followedBy('=') ? Token.EQUAL : Token.UNIFY;
      case '<' -> characters.followedBy('=') ? Token.LTE : Token.LT;
      case '>' -> characters.followedBy('=') ? Token.GTE : Token.GT;
      case '!' -> {
        if (!characters.followedBy('=')) {
          throw illegal("illegal ! character");
        }
        yield Token.NEQ;
      }
      case '$' -> {
        if (!characters.followedBy('"') && !characters.followedBy('`')) {
          throw illegal("illegal $ character");
        }
        yield Token.TEMPLATE;
      }
      default -> literal(c);
    };
  }

  private Token literal(char c) {
    if (Characters.isLetter(c)) {
      characters.name();
      Token word = characters.wordSince(start.at());
      return isKnown(word) ? word : Token.IDENT;
    }
    if (Characters.isDigit(c)) {
      characters.number();
      return Token.NUMBER;
    }
    if (c == '"') {
      characters.quoted();
      return Token.STRING;
    }
    if (c == '`') {
      characters.raw();
      return Token.STRING;
    }
    throw illegal(c == 0 ? "illegal null character" : "illegal token");
  }

  /** As {@link Characters#templateText}, from behind the current token, which it then ends. */
  boolean templateText(boolean raw, StringBuilder out) {
    return characters.templateText(raw, out);
  }
}
