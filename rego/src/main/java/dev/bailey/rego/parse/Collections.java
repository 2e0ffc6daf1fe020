package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what stands in brackets and braces. A bar right after the first term, or the first value,
 * begins a comprehension's body; anywhere else it is an operator.
 */
final class Collections {
  private final Scanner scanner;
  private final Depth depth;
  private final Attempts attempts;
  private final Terms terms;

  Collections(Scanner scanner, Depth depth, Attempts attempts, Terms terms) {
    this.scanner = scanner;
    this.depth = depth;
    this.attempts = attempts;
    this.terms = terms;
  }

  Term array() {
    Location open = scanner.location();
    scanner.next();
    if (scanner.token() == Token.RBRACKET) {
      scanner.next();
      return new Term.ArrayTerm(List.of(), scanner.since(open));
    }
    Term first = terms.primary();
    Optional<Body> body = comprehension(Token.RBRACKET);
    if (body.isPresent()) {
      return new Term.ArrayComprehension(first, body.get(), scanner.since(open));
    }
    first = terms.infix(first, Token.MEMBER);
    List<Term> items = rest(first, Token.RBRACKET, "\",\" or \"]\"");
    depth.above(depth.height(), scanner);
    return new Term.ArrayTerm(items, scanner.since(open));
  }

  Term braces() {
    Location open = scanner.location();
    scanner.next();
    if (scanner.token() == Token.RBRACE) {
      scanner.next();
      return new Term.ObjectTerm(List.of(), scanner.since(open));
    }
    Term first = terms.primary();
    Optional<Body> body = comprehension(Token.RBRACE);
    if (body.isPresent()) {
      return new Term.SetComprehension(first, body.get(), scanner.since(open));
    }
    first = terms.infix(first, Token.MEMBER);
    if (scanner.token() == Token.COLON) {
      return object(open, first);
    }
    List<Term> items = rest(first, Token.RBRACE, "\",\" or \"}\"");
    depth.above(depth.height(), scanner);
    return new Term.SetTerm(items, scanner.since(open));
  }

  private Term object(Location open, Term key) {
    int highest = depth.height();
    scanner.next();
    Term value = terms.primary();
    highest = Math.max(highest, depth.height());
    depth.set(highest);
    Optional<Body> body = comprehension(Token.RBRACE);
    if (body.isPresent()) {
      return new Term.ObjectComprehension(key, value, body.get(), scanner.since(open));
    }
    value = terms.infix(value, Token.MEMBER);
    highest = Math.max(highest, depth.height());
    List<Term.Entry> entries = new ArrayList<>();
    entries.add(new Term.Entry(key, value));
    while (another(Token.RBRACE, "non-terminated object")) {
      Term nextKey = terms.term();
      highest = Math.max(highest, depth.height());
      if (scanner.token() != Token.COLON) {
        throw unexpected("non-terminated object");
      }
      scanner.next();
      entries.add(new Term.Entry(nextKey, terms.term()));
      highest = Math.max(highest, depth.height());
    }
    depth.above(highest, scanner);
    return new Term.ObjectTerm(entries, scanner.since(open));
  }

  /** Terms between commas up to a closing token; the opening one is read already. */
  List<Term> items(Token close, String wanted) {
    if (scanner.token() == close) {
      scanner.next();
      return List.of();
    }
    return rest(terms.term(), close, wanted);
  }

  private List<Term> rest(Term first, Token close, String wanted) {
    List<Term> items = new ArrayList<>();
    items.add(first);
    int highest = depth.height();
    while (another(close, "expected " + wanted)) {
      items.add(terms.term());
      highest = Math.max(highest, depth.height());
    }
    depth.set(highest);
    return items;
  }

  /** Whether a further item follows; a comma may stand before the closing token as well. */
  private boolean another(Token close, String wanted) {
    if (scanner.token() == Token.COMMA) {
      scanner.next();
      if (scanner.token() != close) {
        return true;
      }
    }
    if (scanner.token() != close) {
      throw unexpected(wanted);
    }
    scanner.next();
    return false;
  }

  /** The body of a comprehension, if a bar comes next and what follows can be read as one. */
  private Optional<Body> comprehension(Token close) {
    if (scanner.token() != Token.OR) {
      return Optional.empty();
    }
    int highest = depth.height();
    Optional<Body> body =
        attempts.attempt(
            () -> {
              scanner.next();
              return terms.body(close);
            },
            any -> true);
    depth.above(Math.max(highest, depth.height()), scanner);
    return body;
  }

  private ParseFailure unexpected(String wanted) {
    Token token = scanner.token();
    boolean equality = token == Token.UNIFY || token == Token.ASSIGN;
    return scanner.fail(
        "unexpected " + token.text() + ": " + wanted,
        equality ? "inside a term only `==` compares" : "");
  }
}
