package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/** What of a module an evaluation can reach: heads of rules, and the expressions of all bodies. */
final class Places {
  private final List<Location> found = new ArrayList<>();

  private Places() {}

  static List<Location> of(Module module) {
    Places places = new Places();
    module.rules().forEach(places::rule);
    return places.found;
  }

  private void rule(Rule rule) {
    found.add(rule.head().location());
    rule.head().key().ifPresent(this::term);
    rule.head().value().ifPresent(this::term);
    rule.body().ifPresent(this::body);
    rule.otherwise().ifPresent(this::rule);
  }

  private void body(Body body) {
    body.expressions().forEach(this::expression);
  }

  private void expression(Expr expr) {
    if (!(expr.kind() instanceof Expr.SomeVars)) {
      found.add(expr.location());
    }
    switch (expr.kind()) {
      case Expr.Bare bare -> term(bare.term());
      case Expr.Call call -> term(call.call());
      case Expr.SomeIn some -> term(some.domain());
      case Expr.Every every -> {
        term(every.domain());
        body(every.body());
      }
      case Expr.NotBody not -> body(not.body());
      case Expr.SomeVars some -> {}
    }
  }

  /** Looks for the bodies of comprehensions. */
  private void term(Term term) {
    switch (term) {
      case Term.ArrayComprehension c -> body(c.body());
      case Term.SetComprehension c -> body(c.body());
      case Term.ObjectComprehension c -> body(c.body());
      case Term.Ref r -> {
        term(r.head());
        r.path().forEach(this::term);
      }
      case Term.ArrayTerm a -> a.items().forEach(this::term);
      case Term.SetTerm s -> s.items().forEach(this::term);
      case Term.ObjectTerm o ->
          o.entries()
              .forEach(e -> {
                term(e.key());
                term(e.value());
              });
      case Term.Call c -> c.arguments().forEach(this::term);
      case Term.Constant c -> {}
      case Term.Var v -> {}
      case Term.Template t -> {}
    }
  }
}
