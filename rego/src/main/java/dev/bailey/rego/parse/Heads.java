package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.syntax.Head;
import dev.bailey.rego.syntax.Term;
import java.util.List;
import java.util.Optional;

/** Reads heads of rules. */
final class Heads {
  private final Scanner scanner;
  private final Terms terms;

  Heads(Scanner scanner, Terms terms) {
    this.scanner = scanner;
    this.terms = terms;
  }

  /**
   * A head as it was written, before its body is known.
   *
   * @param bare whether nothing but its name and arguments was written
   */
  record Draft(Head head, boolean bare) {}

  Draft draft(Location from) {
    scanner.takeAsName();
    boolean startsWithContains = scanner.token() == Token.CONTAINS;
    Term written =
        switch (scanner.token()) {
          case NOT ->
              throw new ParseFailure(from, "negated expressions cannot be used for rule head");
          case SOME ->
              throw new ParseFailure(from, "'some' declarations cannot be used for rule head");
          case EVERY ->
              throw new ParseFailure(from, "'every' declarations cannot be used for rule head");
          default -> terms.primary();
        };
    boolean apart =
        scanner.token() == Token.LPAREN
            && !scanner.onNewLine()
            && (written instanceof Term.Var || written instanceof Term.Ref);
    if (apart) {
      written = terms.apart(written);
    }
    if (startsWithContains && scanner.token() != Token.CONTAINS) {
      throw new ParseFailure(from, "contains keyword cannot be used for rule name");
    }
    checkStatement(written);
    Term name = name(written);
    Optional<List<Term>> arguments =
        written instanceof Term.Call call && !call.arguments().isEmpty()
            ? Optional.of(call.arguments())
            : Optional.empty();
    Optional<Term> key = Optional.empty();
    Optional<Term> value = Optional.empty();
    Token token = scanner.token();
    if (token == Token.CONTAINS) {
      if (arguments.isPresent()) {
        throw scanner.fail(
            "unexpected contains keyword: the contains keyword can only be used with multi-value"
                + " rule definitions (e.g., "
                + name.location().text()
                + " contains <VALUE> { ... })");
      }
      scanner.next();
      key = Optional.of(terms.termOrPair());
    } else if (token == Token.ASSIGN || token == Token.UNIFY) {
      scanner.next();
      value = Optional.of(terms.termOrPair());
    }
    if (scanner.token() == Token.WITH && !scanner.isNameOnNewLine()) {
      throw new ParseFailure(
          from,
          "expressions using with keyword cannot be used for rule head",
          "put it into the body: `p := x if { x := q with input as y }`");
    }
    if (scanner.token() == Token.SEMICOLON) {
      throw scanner.fail("unexpected ; token", "rules need no separator");
    }
    boolean assigned = token == Token.ASSIGN;
    Location location = scanner.since(from);
    boolean empty = written instanceof Term.Call && arguments.isEmpty();
    if (apart && !bodyFollows()) {
      throw notAName(name, "var");
    }
    if (empty && key.isEmpty() && value.isEmpty() && !bodyFollows()) {
      throw new ParseFailure(from, "rule argument list must take at least one argument");
    }
    return new Draft(
        new Head(name, arguments, key, value, assigned, location),
        key.isEmpty() && value.isEmpty());
  }

  private boolean bodyFollows() {
    return scanner.token() == Token.IF || scanner.token() == Token.LBRACE;
  }

  /** Operators after the name make it an expression, which no rule begins with. */
  private void checkStatement(Term written) {
    if (scanner.token().strength() > 0) {
      throw new ParseFailure(
          written.location(),
          "rule name conflicts with built-in function",
          "a rule gets its value by `:=`");
    }
  }

  private static Term name(Term written) {
    Term name = written instanceof Term.Call call ? call.operator() : written;
    return switch (name) {
      case Term.Var v -> v;
      case Term.Ref r when r.head() instanceof Term.Var -> r;
      case Term.Ref r ->
          throw new ParseFailure(r.location(), "invalid rule head: " + r.location().text());
      case Term.Constant c -> throw notAName(c, c.value().kind().text());
      case Term.ArrayTerm a -> throw notAName(a, "array");
      case Term.ObjectTerm o -> throw notAName(o, "object");
      case Term.SetTerm s -> throw notAName(s, "set");
      case Term.ArrayComprehension c -> throw notAName(c, "arraycomprehension");
      case Term.ObjectComprehension c -> throw notAName(c, "objectcomprehension");
      case Term.SetComprehension c -> throw notAName(c, "setcomprehension");
      case Term.Template t -> throw notAName(t, "templatestring");
      case Term.Call c -> throw notAName(c, "call");
    };
  }

  private static ParseFailure notAName(Term term, String kind) {
    return new ParseFailure(
        term.location(),
        kind + " cannot be used for rule name",
        kind.equals("var")
            ? "a rule has a value, `p := 1`, or a body, `p if { ... }`"
            : "a rule begins with a name");
  }

  /** The head of a rule whose body is known now, after the version's rules. */
  Head finish(Draft draft, boolean hasBody, boolean conditional, RegoVersion version) {
    Head head = draft.head;
    if (!draft.bare) {
      checkIf(head, hasBody, conditional, version);
      return head;
    }
    if (head.name() instanceof Term.Var && head.arguments().isEmpty() && !hasBody) {
      throw notAName(head.name(), "var");
    }
    checkIf(head, hasBody, conditional, version);
    if (head.arguments().isPresent() || conditional || !(head.name() instanceof Term.Ref ref)) {
      return head;
    }
    boolean member = ref.path().size() == 1;
    if (version == RegoVersion.V1) {
      throw new ParseFailure(
          head.location(),
          member
              ? "`contains` keyword is required for partial set rules"
              : "rule must have value assignment and/or body declaration",
          member ? "write `p contains x` for a set, `p[x] := y` for an object" : "");
    }
    return member
        ? new Head(
            ref.head(),
            Optional.empty(),
            Optional.of(ref.path().getFirst()),
            Optional.empty(),
            false,
            head.location())
        : head;
  }

  private static void checkIf(
      Head head, boolean hasBody, boolean conditional, RegoVersion version) {
    if (hasBody && !conditional && version == RegoVersion.V1) {
      throw missingIf(head, head.location());
    }
  }

  static ParseFailure missingIf(Head head, Location place) {
    String kind = head.arguments().isPresent() ? "function" : "rule";
    return new ParseFailure(
        place,
        "`if` keyword is required before " + kind + " body",
        "write `if` between the head and the body: `p if { ... }`");
  }

  /** Refuses {@code else} where a rule may have several values. */
  void checkElse(Head head) {
    if (head.key().isPresent()) {
      throw scanner.fail("else keyword cannot be used on multi-value rules");
    }
    if (head.name() instanceof Term.Ref ref
        && !ref.path().stream().allMatch(step -> step instanceof Term.Constant)) {
      throw scanner.fail("else keyword cannot be used on rules with variables in head");
    }
  }
}
