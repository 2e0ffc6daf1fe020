package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;

/**
 * Visits the parts of expressions. Subclasses override what they care about and call {@code super}
 * to go deeper. Closures are comprehensions, bodies of {@code every} and of {@code not { }}.
 */
abstract class Walk {
  void variable(Term.Var variable) {}

  /**
   * An operator stands for a function, not a value; it is not visited unless this is overridden.
   */
  void operator(Term operator) {}

  void body(Body body) {
    for (Expr e : body.expressions()) {
      expr(e);
    }
  }

  void expr(Expr expr) {
    kind(expr);
    for (With w : expr.withs()) {
      with(w);
    }
  }

  void with(With with) {
    term(with.target());
    term(with.value());
  }

  void kind(Expr expr) {
    switch (expr.kind()) {
      case Expr.Bare(Term t) -> term(t);
      case Expr.Call(Term.Call c) -> term(c);
      case Expr.SomeVars s -> {}
      case Expr.SomeIn s -> {
        s.key().ifPresent(this::term);
        term(s.value());
        term(s.domain());
      }
      case Expr.Every e -> {
        term(e.domain());
        closure(e);
      }
      case Expr.NotBody n -> closure(n);
    }
  }

  /** The inside of an expression that has a body of its own. */
  void closure(Expr.Kind kind) {
    switch (kind) {
      case Expr.Every e -> {
        e.key().ifPresent(this::term);
        term(e.value());
        body(e.body());
      }
      case Expr.NotBody n -> body(n.body());
      default -> {}
    }
  }

  /** The inside of a comprehension. */
  void closure(Term comprehension) {
    switch (comprehension) {
      case Term.ArrayComprehension a -> {
        body(a.body());
        term(a.head());
      }
      case Term.SetComprehension s -> {
        body(s.body());
        term(s.head());
      }
      case Term.ObjectComprehension o -> {
        body(o.body());
        term(o.key());
        term(o.value());
      }
      default -> {}
    }
  }

  void term(Term term) {
    switch (term) {
      case Term.Constant c -> {}
      case Term.Var v -> variable(v);
      case Term.Ref r -> {
        term(r.head());
        for (Term step : r.path()) {
          term(step);
        }
      }
      case Term.ArrayTerm a -> {
        for (Term item : a.items()) {
          term(item);
        }
      }
      case Term.SetTerm s -> {
        for (Term item : s.items()) {
          term(item);
        }
      }
      case Term.ObjectTerm o -> {
        for (Term.Entry e : o.entries()) {
          term(e.key());
          term(e.value());
        }
      }
      case Term.ArrayComprehension c -> closure(c);
      case Term.SetComprehension c -> closure(c);
      case Term.ObjectComprehension c -> closure(c);
      case Term.Call c -> {
        operator(c.operator());
        for (Term a : c.arguments()) {
          term(a);
        }
      }
      case Term.Template t -> {
        for (Term.Part p : t.parts()) {
          if (p instanceof Term.Part.Embedded(Expr e)) {
            expr(e);
          }
        }
      }
    }
  }
}
