package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the expressions of bodies into an order in which each finds bound what it needs, and reports
 * variables for which there is none.
 *
 * <p>Because locals are unique in a rule, one growing set of bound variables serves all bodies.
 */
@SuppressWarnings("ReferenceEquality") // a term that nothing changed is the same object
final class Safety {
  private final Locals locals;
  private final Functions functions;
  private final Errors errors;
  private final Set<String> safe = new HashSet<>();
  private final Set<String> reported = new HashSet<>();

  Safety(Locals locals, Functions functions, Errors errors) {
    this.locals = locals;
    this.functions = functions;
    this.errors = errors;
  }

  /** Orders the bodies of a rule and its else-branches. */
  static void order(Draft rule, Functions functions, Errors errors) {
    for (Draft d = rule; d != null; d = d.otherwise) {
      new Safety(d.locals, functions, errors).rule(d);
    }
  }

  private void rule(Draft rule) {
    rule.arguments.forEach(a -> Vars.argument(a, safe));
    Set<String> mentioned = new HashSet<>(safe);
    for (Expr e : rule.body.expressions()) {
      Vars.direct(e, locals, mentioned);
    }
    int before = reported.size();
    rule.arguments.forEach(a -> demand(a, mentioned));
    rule.name.forEach(step -> demand(step, mentioned));
    demand(rule.value, mentioned);
    if (reported.size() == before) {
      rule.body = body(rule.body);
    }
  }

  /** Reports variables of a term outside of bodies that are not in {@code bound}. */
  private void demand(Term term, Set<String> bound) {
    if (term instanceof Term.Constant) {
      return;
    }
    Set<String> needed = new HashSet<>();
    Vars.direct(term, needed);
    for (String name : needed) {
      if (!bound.contains(name)) {
        report(name, Places.of(name, term));
      }
    }
  }

  private void report(String name, Location at) {
    String shown = name.startsWith("$") ? "_" : locals.source(name);
    if (reported.add(shown)) {
      errors.add(Stage.SAFETY, Code.UNSAFE_VAR, "var " + shown + " is unsafe", at);
    }
  }

  Body body(Body body) {
    Reordering order = new Reordering(body.expressions(), locals, functions, safe, errors.effort());
    List<Expr> placed = order.run();
    order.left().forEach(this::unsafe);
    List<Expr> done = new ArrayList<>(placed.size());
    for (Expr e : placed) {
      done.add(closures(e));
    }
    return new Body(done, body.location());
  }

  private void unsafe(Reordering.Left left) {
    boolean named = false;
    for (String name : left.missing()) {
      if (!locals.isGenerated(name)) {
        named = true;
        report(name, Places.of(name, left.expr()));
      }
    }
    if (!named && reported.isEmpty()) {
      errors.add(Stage.SAFETY, Code.UNSAFE_VAR, "expression is unsafe", left.expr().location());
    }
  }

  /** Orders the bodies inside an expression. */
  private Expr closures(Expr expr) {
    Expr.Kind kind =
        switch (expr.kind()) {
          case Expr.Bare(Term t) -> {
            Term inner = closures(t);
            yield inner == t ? expr.kind() : new Expr.Bare(inner);
          }
          case Expr.Call(Term.Call c) -> {
            List<Term> inner = closures(c.arguments());
            yield inner == c.arguments()
                ? expr.kind()
                : new Expr.Call(new Term.Call(c.operator(), inner, c.infix(), c.location()));
          }
          case Expr.Every e -> {
            e.key().ifPresent(k -> Vars.bound(k, safe));
            Vars.bound(e.value(), safe);
            yield new Expr.Every(e.key(), e.value(), closures(e.domain()), body(e.body()));
          }
          case Expr.NotBody n -> new Expr.NotBody(body(n.body()), n.braced());
          case Expr.SomeVars s -> s;
          case Expr.SomeIn s -> s;
        };
    List<With> withs = expr.withs();
    return kind == expr.kind() ? expr : new Expr(kind, expr.negated(), withs, expr.location());
  }

  /** The same list if nothing in it has a body. */
  private List<Term> closures(List<Term> terms) {
    Optional<List<Term>> changed = Optional.empty();
    for (int i = 0; i < terms.size(); i++) {
      Term inner = closures(terms.get(i));
      if (changed.isEmpty() && inner != terms.get(i)) {
        changed = Optional.of(new ArrayList<>(terms));
      }
      if (changed.isPresent()) {
        changed.get().set(i, inner);
      }
    }
    return changed.orElse(terms);
  }

  private Term closures(Term term) {
    return switch (term) {
      case Term.Constant c -> c;
      case Term.Var v -> v;
      case Term.Ref r -> {
        List<Term> path = closures(r.path());
        yield path == r.path() ? r : new Term.Ref(r.head(), path, r.location());
      }
      case Term.ArrayTerm a -> {
        List<Term> items = closures(a.items());
        yield items == a.items() ? a : new Term.ArrayTerm(items, a.location());
      }
      case Term.SetTerm s -> {
        List<Term> items = closures(s.items());
        yield items == s.items() ? s : new Term.SetTerm(items, s.location());
      }
      case Term.ObjectTerm o -> {
        List<Term.Entry> entries = new ArrayList<>(o.entries().size());
        boolean changed = false;
        for (Term.Entry e : o.entries()) {
          Term.Entry inner = new Term.Entry(closures(e.key()), closures(e.value()));
          changed |= inner.key() != e.key() || inner.value() != e.value();
          entries.add(inner);
        }
        yield changed ? new Term.ObjectTerm(entries, o.location()) : o;
      }
      case Term.ArrayComprehension c -> {
        Body body = body(c.body());
        demand(c.head(), safe);
        yield new Term.ArrayComprehension(c.head(), body, c.location());
      }
      case Term.SetComprehension c -> {
        Body body = body(c.body());
        demand(c.head(), safe);
        yield new Term.SetComprehension(c.head(), body, c.location());
      }
      case Term.ObjectComprehension c -> {
        Body body = body(c.body());
        demand(c.key(), safe);
        demand(c.value(), safe);
        yield new Term.ObjectComprehension(c.key(), c.value(), body, c.location());
      }
      case Term.Call c -> c;
      case Term.Template t -> t;
    };
  }
}
