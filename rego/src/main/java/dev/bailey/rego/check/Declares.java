package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import java.util.Set;
import java.util.function.Consumer;

/** Which variables an expression declares. */
final class Declares {
  private Declares() {}

  static void names(Expr expr, Set<String> names) {
    variables(expr, v -> names.add(v.name()));
  }

  private static void variables(Expr expr, Consumer<Term.Var> to) {
    switch (expr.kind()) {
      case Expr.SomeVars s -> s.variables().forEach(to);
      case Expr.SomeIn s -> {
        s.key().ifPresent(k -> pattern(k, to));
        pattern(s.value(), to);
      }
      case Expr.Call(Term.Call c) when Terms.isCallOf(c, Terms.ASSIGN) ->
          pattern(c.arguments().getFirst(), to);
      default -> {}
    }
  }

  /** The variables of a pattern: itself, in arrays, and as values of objects. */
  static void pattern(Term pattern, Consumer<Term.Var> to) {
    switch (pattern) {
      case Term.Var v when !v.isWildcard() -> to.accept(v);
      case Term.ArrayTerm a -> a.items().forEach(item -> pattern(item, to));
      case Term.ObjectTerm o -> o.entries().forEach(e -> pattern(e.value(), to));
      default -> {}
    }
  }
}
