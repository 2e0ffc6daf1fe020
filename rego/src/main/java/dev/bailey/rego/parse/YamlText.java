package dev.bailey.rego.parse;

/** A text of YAML and a place in it. */
final class YamlText {
  private final String text;
  private int at;
  private int line;
  private int lineStart;

  YamlText(String text) {
    this.text = text;
  }

  /** The character at the place; a line feed at the end of the text. */
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\n';
  }

  boolean atEnd() {
    return at >= text.length();
  }

  int line() {
    return line;
  }

  int column() {
    return at - lineStart;
  }

  int at() {
    return at;
  }

  String since(int from) {
    return text.substring(from, Math.min(at, text.length()));
  }

  char take() {
    char c = peek();
    if (c == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
    return c;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      take();
    }
  }

  void skipSpaces() {
    while (peek() == ' ' || (peek() == '\t' && column() > 0)) {
      at++;
    }
  }

  /** Goes to the next thing that is neither space, line end nor comment. */
  void skipToContent() {
    while (!atEnd()) {
      boolean indentation = at == lineStart;
      while (peek() == ' ') {
        at++;
      }
      if (peek() == '\t') {
        if (indentation) {
          throw fail("found a tab character that violates indentation");
        }
        skipSpaces();
      }
      if (peek() == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
        skipLine();
      }
      if (atEnd() || peek() != '\n') {
        return;
      }
      take();
    }
  }

  /** Goes to the end of the line. */
  void skipLine() {
    while (peek() != '\n') {
      at++;
    }
  }

  /** Nothing but a comment may stand in the rest of the line. */
  void endLine() {
    int from = at;
    skipSpaces();
    if (peek() == '#' && at > from) {
      skipLine();
    }
    if (peek() != '\n') {
      throw fail("did not expect " + peek() + " here");
    }
  }

  /** Whether a word of one character, such as a dash or colon, ends here. */
  boolean isGapAfter(int ahead) {
    char c = peek(ahead);
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  YamlFailure fail(String message) {
    return new YamlFailure(message, line);
  }
}
