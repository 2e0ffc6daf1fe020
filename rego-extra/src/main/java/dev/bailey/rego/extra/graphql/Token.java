package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.encoding.GoQuote;
import java.util.List;

/**
 * A token of a document.
 *
 * @param value of names, numbers and strings; of strings without quotes and escapes
 * @param comments that stand before it
 */
record Token(Kind kind, String value, int line, int column, List<String> comments) {
  enum Kind {
    INVALID("<Invalid>"),
    EOF("<EOF>"),
    BANG("!"),
    DOLLAR("$"),
    AMP("&"),
    PAREN_L("("),
    PAREN_R(")"),
    SPREAD("..."),
    COLON(":"),
    EQUALS("="),
    AT("@"),
    BRACKET_L("["),
    BRACKET_R("]"),
    BRACE_L("{"),
    BRACE_R("}"),
    PIPE("|"),
    NAME("Name"),
    INT("Int"),
    FLOAT("Float"),
    STRING("String"),
    BLOCK_STRING("BlockString");

    final String shown;

    Kind(String shown) {
      this.shown = shown;
    }
  }

  boolean is(Kind wanted, String text) {
    return kind == wanted && value.equals(text);
  }

  /** As errors show it. */
  String shown() {
    return value.isEmpty() ? kind.shown : kind.shown + " " + GoQuote.quote(value);
  }
}
