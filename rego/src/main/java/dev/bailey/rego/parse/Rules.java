package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Head;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads rules. */
final class Rules {
  private final Scanner scanner;
  private final Depth depth;
  private final Attempts attempts;
  private final Bodies bodies;
  private final Terms terms;
  private final Heads heads;

  Rules(Scanner scanner, Depth depth, Attempts attempts, Bodies bodies) {
    this.scanner = scanner;
    this.depth = depth;
    this.attempts = attempts;
    this.bodies = bodies;
    this.terms = bodies.terms();
    this.heads = new Heads(scanner, terms);
  }

  /** Reads one rule with its chained bodies, in the form of {@code version}. */
  void rule(RegoVersion version, Consumer<Rule> out) {
    Location from = scanner.location();
    if (scanner.token() == Token.DEFAULT && !scanner.isNameByStep()) {
      out.accept(defaultRule(from));
      return;
    }
    Heads.Draft draft = heads.draft(from);
    boolean conditional = scanner.token() == Token.IF;
    Optional<Body> body = body();
    Head head = heads.finish(draft, body.isPresent(), conditional, version);
    Optional<Rule> otherwise = body.isPresent() ? otherwise(head, version) : Optional.empty();
    out.accept(rule(head, body, otherwise, false, from));
    if (body.isPresent() && otherwise.isPresent() && scanner.token() == Token.LBRACE) {
      throw scanner.fail("expected else keyword");
    }
    while (body.isPresent() && scanner.token() == Token.LBRACE) {
      Location place = scanner.location();
      Body further = braced();
      out.accept(rule(head, Optional.of(further), Optional.empty(), true, place));
    }
  }

  private Rule rule(
      Head head, Optional<Body> body, Optional<Rule> otherwise, boolean chained, Location from) {
    return new Rule(head, false, body, otherwise, chained, List.of(), scanner.since(from));
  }

  private Rule defaultRule(Location from) {
    scanner.next();
    Heads.Draft draft = heads.draft(scanner.location());
    Head head = draft.head();
    Defaults.check(head, from);
    return new Rule(
        head, true, Optional.empty(), Optional.empty(), false, List.of(), scanner.since(from));
  }

  /** What follows a head: {@code if statement}, {@code if { body }}, or {@code { body }}. */
  private Optional<Body> body() {
    return switch (scanner.token()) {
      case LBRACE -> Optional.of(braced());
      case IF -> {
        scanner.next();
        yield Optional.of(scanner.token() == Token.LBRACE ? bracedOrTerm() : bodies.single());
      }
      default -> Optional.empty();
    };
  }

  private Body braced() {
    scanner.next();
    return bodies.until(Token.RBRACE);
  }

  /**
   * A brace after {@code if} may begin a term as well: {@code if {x | y} == z}. It is one if it can
   * be read so, unless that makes a set, which would hold always.
   */
  private Body bracedOrTerm() {
    return attempts.attempt(bodies::single, Rules::isNoSet).orElseGet(this::braced);
  }

  private static boolean isNoSet(Body body) {
    return !(body.expressions().getFirst().kind() instanceof Expr.Bare bare
        && bare.term() instanceof Term.SetTerm);
  }

  /** One {@code else} with its parts. */
  private record Else(Head head, Optional<Body> body, Location from) {}

  private Optional<Rule> otherwise(Head head, RegoVersion version) {
    List<Else> chain = new ArrayList<>();
    boolean more = true;
    while (more && scanner.token() == Token.ELSE && !scanner.isNameByStep()) {
      Else next = otherwise(head, version, scanner.location());
      chain.add(next);
      more = next.body.isPresent();
      depth.above(Math.max(depth.height(), chain.size()), scanner);
    }
    Optional<Rule> rule = Optional.empty();
    for (Else next : chain.reversed()) {
      rule = Optional.of(rule(next.head, next.body, rule, false, next.from));
    }
    return rule;
  }

  private Else otherwise(Head head, RegoVersion version, Location from) {
    heads.checkElse(head);
    scanner.next();
    Optional<Term> value = Optional.empty();
    boolean assigned = scanner.token() == Token.ASSIGN;
    if (assigned || scanner.token() == Token.UNIFY) {
      scanner.next();
      value = Optional.of(terms.termOrPair());
    }
    Location headLocation = scanner.since(from);
    boolean conditional = scanner.token() == Token.IF;
    Optional<Body> body = body();
    if (value.isEmpty() && body.isEmpty()) {
      throw scanner.fail(
          "unexpected " + scanner.token().text() + ": expected else value term or rule body");
    }
    if (version == RegoVersion.V1 && body.isPresent() && !conditional) {
      throw Heads.missingIf(head, from);
    }
    Head own =
        new Head(head.name(), head.arguments(), Optional.empty(), value, assigned, headLocation);
    return new Else(own, body, from);
  }
}
