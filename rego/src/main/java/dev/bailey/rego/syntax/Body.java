package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import java.util.List;

/** A conjunction of expressions. */
public record Body(List<Expr> expressions, Location location) {
  public Body {
    expressions = List.copyOf(expressions);
  }
}
