package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a body.
 *
 * @param kind what it states
 * @param negated whether {@code not} stands before it
 * @param withs replacements that hold while it is evaluated
 */
public record Expr(Kind kind, boolean negated, List<With> withs, Location location) {
  public Expr {
    withs = List.copyOf(withs);
  }

  /** The forms of a statement. */
  public sealed interface Kind {}

  /** A term that has to be defined and not false. */
  public record Bare(Term term) implements Kind {}

  /**
   * A call that has to be defined and not false: comparison, unification ({@code eq}), assignment
   * ({@code assign}), membership ({@code internal.member_2}, {@code internal.member_3}), or a
   * function. One argument more than the function declares unifies with its result.
   */
  public record Call(Term.Call call) implements Kind {}

  /** {@code some x, y}. */
  public record SomeVars(List<Term.Var> variables) implements Kind {
    public SomeVars {
      variables = List.copyOf(variables);
    }
  }

  /** {@code some value in domain}, {@code some key, value in domain}. */
  public record SomeIn(Optional<Term> key, Term value, Term domain) implements Kind {}

  /** {@code every value in domain { body }}, {@code every key, value in domain { body }}. */
  public record Every(Optional<Term> key, Term value, Term domain, Body body) implements Kind {}

  /**
   * A negation of everything in its body, where {@code import future.keywords.not} is in force;
   * {@link Expr#negated} is false then.
   *
   * @param braced whether it was written {@code not { body }}; otherwise the body is one expression
   */
  public record NotBody(Body body, boolean braced) implements Kind {}
}
