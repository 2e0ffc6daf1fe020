package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import java.util.Optional;

/** Finds where a variable stands. */
final class Places extends Walk {
  private final String name;
  private Optional<Location> found = Optional.empty();

  private Places(String name) {
    this.name = name;
  }

  /** The first place of the variable in a term; the term's own if it is not there. */
  static Location of(String name, Term term) {
    Places places = new Places(name);
    places.term(term);
    return places.found.orElse(term.location());
  }

  /** The first place of the variable in an expression; the expression's own if it is not there. */
  static Location of(String name, Expr expr) {
    Places places = new Places(name);
    places.expr(expr);
    return places.found.orElse(expr.location());
  }

  @Override
  void variable(Term.Var v) {
    if (found.isEmpty() && v.name().equals(name)) {
      found = Optional.of(v.location());
    }
  }
}
