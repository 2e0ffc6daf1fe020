package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads statements and their sequences. */
final class Bodies {
  private final Scanner scanner;
  private final Depth depth;
  private final Terms terms;
  private boolean wholeNot;

  Bodies(Scanner scanner, Depth depth, Attempts attempts) {
    this.scanner = scanner;
    this.depth = depth;
    this.terms = new Terms(scanner, depth, attempts, this);
  }

  Terms terms() {
    return terms;
  }

  /** From now on {@code not} covers calls inside its expression too, and takes a body in braces. */
  void negateWhole() {
    wholeNot = true;
  }

  /** Statements up to a closing token, at least one; the opening one is read already. */
  Body until(Token close) {
    if (scanner.token() == close) {
      throw scanner.fail("found empty body");
    }
    Location from = scanner.location();
    List<Expr> expressions = new ArrayList<>();
    int highest = 0;
    do {
      expressions.add(literal());
      highest = Math.max(highest, depth.height());
    } while (separated(close));
    Body body = new Body(expressions, scanner.since(from));
    scanner.next();
    depth.above(highest, scanner);
    return body;
  }

  private boolean separated(Token close) {
    if (scanner.token() == Token.SEMICOLON) {
      scanner.next();
      if (scanner.token() == close) {
        throw scanner.fail(
            "unexpected " + close.text(), "no semicolon may stand behind the last statement");
      }
      return true;
    }
    if (scanner.token() == close) {
      return false;
    }
    if (!scanner.onNewLine() || scanner.token() == Token.EOF) {
      throw scanner.fail(
          "unexpected " + scanner.token().text() + ": expected \\n or ; or }", hint());
    }
    return true;
  }

  private String hint() {
    return switch (scanner.token()) {
      case IDENT ->
          scanner.isLikelyWord()
              ? "in the old form `" + scanner.text() + "` needs `import future.keywords`"
              : "";
      case LBRACKET, LPAREN, DOT ->
          scanner.spaced() ? "no space may stand between a name and what belongs to it" : "";
      case ASSIGN, UNIFY -> "a statement has at most one `:=` or `=`";
      default -> "";
    };
  }

  /** A body of one statement. */
  Body single() {
    Location from = scanner.location();
    Expr expr = literal();
    depth.above(depth.height(), scanner);
    return new Body(List.of(expr), scanner.since(from));
  }

  /** One statement with its replacements. */
  Expr literal() {
    Location from = scanner.location();
    scanner.takeAsName();
    depth.enter(scanner);
    try {
      return switch (scanner.token()) {
        case SOME -> finish(some(), false, from);
        case EVERY -> finish(every(), false, from);
        case NOT -> not(from);
        default -> finish(plain(), false, from);
      };
    } finally {
      depth.leave();
    }
  }

  private Expr finish(Expr.Kind kind, boolean negated, Location from) {
    int highest = depth.height();
    List<With> withs = List.of();
    if (withFollows()) {
      withs = new ArrayList<>();
      while (withFollows()) {
        withs.add(with());
        highest = Math.max(highest, depth.height());
      }
    }
    depth.above(highest, scanner);
    return new Expr(kind, negated, withs, scanner.since(from));
  }

  private boolean withFollows() {
    return scanner.token() == Token.WITH && !scanner.isNameOnNewLine();
  }

  private Expr not(Location from) {
    scanner.next();
    if (scanner.token() == Token.SOME || scanner.token() == Token.EVERY) {
      throw unexpected("illegal negation of '" + scanner.text() + "'");
    }
    if (!wholeNot) {
      return finish(plain(), true, from);
    }
    if (scanner.token() == Token.LBRACE) {
      scanner.next();
      Body body = until(Token.RBRACE);
      return finish(new Expr.NotBody(body, true), false, from);
    }
    Location start = scanner.location();
    Expr.Kind kind = plain();
    Location location = scanner.since(start);
    Body body = new Body(List.of(new Expr(kind, false, List.of(), location)), location);
    depth.above(depth.height() + 1, scanner);
    return finish(new Expr.NotBody(body, false), false, from);
  }

  private Expr.Kind plain() {
    Term left = terms.termOrPair();
    Token operator = scanner.token();
    if (operator == Token.ASSIGN || operator == Token.UNIFY) {
      Location place = scanner.location();
      int height = depth.height();
      scanner.next();
      Term right = terms.termOrPair();
      depth.above(Math.max(height, depth.height()), scanner);
      return new Expr.Call(
          new Term.Call(
              new Term.Var(operator.builtin(), place),
              List.of(left, right),
              true,
              scanner.since(left.location())));
    }
    return left instanceof Term.Call call ? new Expr.Call(call) : new Expr.Bare(left);
  }

  private Expr.Kind some() {
    scanner.next();
    Term first = terms.relation();
    int highest = depth.height();
    if (scanner.token() == Token.IN) {
      return someIn(Optional.empty(), first, highest);
    }
    List<Term> symbols = new ArrayList<>();
    symbols.add(first);
    while (scanner.token() == Token.COMMA) {
      scanner.next();
      Term further = terms.relation();
      highest = Math.max(highest, depth.height());
      if (scanner.token() == Token.IN && symbols.size() == 1) {
        return someIn(Optional.of(first), further, highest);
      }
      symbols.add(further);
    }
    depth.set(1);
    return new Expr.SomeVars(symbols.stream().map(Bodies::variable).toList());
  }

  private Expr.Kind someIn(Optional<Term> key, Term value, int highest) {
    Term domain = domain();
    depth.above(Math.max(highest, depth.height()), scanner);
    return new Expr.SomeIn(key, value, domain);
  }

  private static Term.Var variable(Term term) {
    if (term instanceof Term.Var v) {
      return v;
    }
    throw new ParseFailure(term.location(), "unexpected term: expected var");
  }

  private Term domain() {
    scanner.next();
    return terms.relation();
  }

  private Expr.Kind every() {
    scanner.next();
    Term first = terms.relation();
    Optional<Term> key = Optional.empty();
    Term value = first;
    if (scanner.token() == Token.COMMA) {
      scanner.next();
      key = Optional.of(first);
      value = terms.relation();
    }
    if (scanner.token() != Token.IN) {
      throw unexpected("expected `x[, y] in xs { ... }` expression");
    }
    if (!(value instanceof Term.Var)) {
      throw new ParseFailure(value.location(), "expected value to be a variable");
    }
    if (key.isPresent() && !(key.get() instanceof Term.Var)) {
      throw new ParseFailure(first.location(), "expected key to be a variable");
    }
    Term domain = domain();
    int highest = depth.height();
    if (scanner.token() != Token.LBRACE) {
      throw unexpected("missing body");
    }
    scanner.next();
    Body body = until(Token.RBRACE);
    depth.above(Math.max(highest, depth.height()), scanner);
    return new Expr.Every(key, value, domain, body);
  }

  private With with() {
    Location from = scanner.location();
    scanner.next();
    if (scanner.token() != Token.IDENT && scanner.token() != Token.CONTAINS) {
      throw unexpected("expected ident");
    }
    Term target = terms.primary();
    int highest = depth.height();
    if (!(target instanceof Term.Var || target instanceof Term.Ref)) {
      throw unexpected("expected with target path");
    }
    if (scanner.token() != Token.AS) {
      throw unexpected("expected as keyword");
    }
    scanner.next();
    Term value = terms.termOrPair();
    depth.above(Math.max(highest, depth.height()), scanner);
    return new With(target, value, scanner.since(from));
  }

  private ParseFailure unexpected(String wanted) {
    return scanner.fail("unexpected " + scanner.token().text() + ": " + wanted);
  }
}
