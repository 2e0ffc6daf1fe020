package dev.bailey.rego;

import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import java.util.List;

/** Whether a query has variables of its own, wildcards included. */
final class Variables {
  private Variables() {}

  static boolean any(Body body) {
    return body.expressions().stream().anyMatch(Variables::any);
  }

  private static boolean any(Expr expr) {
    return switch (expr.kind()) {
      case Expr.Bare bare -> any(bare.term());
      case Expr.Call call -> any(call.call());
      case Expr.SomeVars some -> true;
      case Expr.SomeIn some -> true;
      case Expr.Every every -> any(every.domain());
      case Expr.NotBody not -> any(not.body());
    };
  }

  /** Variables inside comprehensions are their own. */
  private static boolean any(Term term) {
    return switch (term) {
      case Term.Constant c -> false;
      case Term.Var v -> !v.name().equals("input") && !v.name().equals("data");
      case Term.Ref r -> any(r.head()) || any(r.path());
      case Term.ArrayTerm a -> any(a.items());
      case Term.SetTerm s -> any(s.items());
      case Term.ObjectTerm o -> o.entries().stream().anyMatch(e -> any(e.key()) || any(e.value()));
      case Term.ArrayComprehension c -> false;
      case Term.SetComprehension c -> false;
      case Term.ObjectComprehension c -> false;
      case Term.Call c -> any(c.arguments());
      case Term.Template t -> false;
    };
  }

  private static boolean any(List<Term> terms) {
    return terms.stream().anyMatch(Variables::any);
  }
}
