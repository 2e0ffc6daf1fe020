package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.BuiltinException;
import java.util.ArrayList;
import java.util.List;

/** Takes an action apart. */
final class Scanner {
  /** Kinds of words. */
  enum Kind {
    FIELD,
    DOT,
    VARIABLE,
    NAME,
    STRING,
    NUMBER,
    CHARACTER,
    SIGN
  }

  /**
   * One word.
   *
   * @param text its content
   * @param joined whether it follows without a space
   */
  record Word(Kind kind, String text, boolean joined) {}

  private final String text;
  private int at;

  private Scanner(String text) {
    this.text = text;
  }

  static List<Word> words(String text) throws BuiltinException {
    Scanner scanner = new Scanner(text);
    List<Word> words = new ArrayList<>();
    boolean joined = false;
    while (scanner.at < text.length()) {
      char c = text.charAt(scanner.at);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        scanner.at++;
        joined = false;
      } else {
        words.add(scanner.word(c, joined));
        joined = true;
      }
    }
    return words;
  }

  private Word word(char c, boolean joined) throws BuiltinException {
    int from = at;
    if (c == '"' || c == '\'') {
      return new Word(c == '"' ? Kind.STRING : Kind.CHARACTER, Quoted.read(quoted(c)), joined);
    }
    if (c == '`') {
      int end = text.indexOf('`', at + 1);
      if (end < 0) {
        throw BuiltinException.failed("unterminated raw quoted string");
      }
      at = end + 1;
      return new Word(Kind.STRING, text.substring(from + 1, end), joined);
    }
    if (c == '.' && !isDigit(from + 1)) {
      at++;
      String name = name();
      return new Word(name.isEmpty() ? Kind.DOT : Kind.FIELD, name, joined);
    }
    if (c == '$') {
      at++;
      return new Word(Kind.VARIABLE, "$" + name(), joined);
    }
    if (isDigit(from) || c == '.' || ((c == '-' || c == '+') && isDigit(from + 1))) {
      at++;
      while (at < text.length() && isNumeric(text.charAt(at), text.charAt(at - 1))) {
        at++;
      }
      return new Word(Kind.NUMBER, text.substring(from, at), joined);
    }
    String name = name();
    if (!name.isEmpty()) {
      return new Word(Kind.NAME, name, joined);
    }
    if (text.startsWith(":=", at)) {
      at += 2;
      return new Word(Kind.SIGN, ":=", joined);
    }
    if ("|(),=".indexOf(c) < 0) {
      throw BuiltinException.failed("unexpected " + c + " in action");
    }
    at++;
    return new Word(Kind.SIGN, String.valueOf(c), joined);
  }

  private String quoted(char quote) throws BuiltinException {
    int from = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw BuiltinException.failed(
          quote == '"' ? "unterminated quoted string" : "unterminated character constant");
    }
    at++;
    return text.substring(from + 1, at - 1);
  }

  private String name() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private static boolean isNumeric(char c, char before) {
    return Character.isLetterOrDigit(c)
        || c == '.'
        || c == '_'
        || ((c == '-' || c == '+') && (before == 'e' || before == 'E'));
  }
}
