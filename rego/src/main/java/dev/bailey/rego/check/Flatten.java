package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import java.util.ArrayList;
import java.util.List;

/**
 * The last rewriting, when the order is settled: references and comprehensions inside of terms
 * become expressions right before the one that needs them. Those of a negated expression stay
 * outside of the negation.
 *
 * <p>{@code ==} becomes {@code eq}: what it compares is bound by now.
 */
final class Flatten {
  private static final String EQUAL = "equal";

  private final Locals locals;

  Flatten(Locals locals) {
    this.locals = locals;
  }

  static void flatten(Draft rule) {
    for (Draft d = rule; d != null; d = d.otherwise) {
      d.body = new Flatten(d.locals).body(d.body);
    }
  }

  Body body(Body body) {
    List<Expr> out = new ArrayList<>(body.expressions().size() + 4);
    for (Expr e : body.expressions()) {
      expr(e, out);
    }
    return new Body(out, body.location());
  }

  private void expr(Expr expr, List<Expr> out) {
    Lift lift = new Lift(expr.withs(), out);
    Expr.Kind kind =
        switch (expr.kind()) {
          case Expr.Bare(Term t) -> new Expr.Bare(lift.side(t));
          case Expr.Call(Term.Call c) -> new Expr.Call(lift.call(c));
          case Expr.Every e ->
              new Expr.Every(e.key(), e.value(), lift.simple(e.domain()), body(e.body()));
          case Expr.NotBody n -> new Expr.NotBody(body(n.body()), n.braced());
          case Expr.SomeVars s -> s;
          case Expr.SomeIn s -> s;
        };
    out.add(new Expr(kind, expr.negated(), lift.targets(), expr.location()));
  }

  private final class Lift {
    private final List<With> withs;
    private final List<Expr> out;

    Lift(List<With> withs, List<Expr> out) {
      this.withs = withs;
      this.out = out;
    }

    /** The replacements with simple targets. */
    List<With> targets() {
      for (int i = 0; i < withs.size(); i++) {
        if (withs.get(i).target() instanceof Term.Ref r && !Terms.areSimple(r.path())) {
          List<With> flat = new ArrayList<>(withs.size());
          for (With w : withs) {
            Term target = w.target() instanceof Term.Ref t ? outside().side(t) : w.target();
            flat.add(new With(target, w.value(), w.location()));
          }
          return flat;
        }
      }
      return withs;
    }

    private Lift outside() {
      return new Lift(List.of(), out);
    }

    Term.Call call(Term.Call call) {
      List<Term> arguments = new ArrayList<>(call.arguments().size());
      boolean equal = call.arguments().size() == 2 && Terms.isCallOf(call, EQUAL);
      if (equal || Terms.isCallOf(call, Terms.EQ)) {
        for (Term a : call.arguments()) {
          arguments.add(side(a));
        }
      } else {
        for (Term a : call.arguments()) {
          arguments.add(simple(a));
        }
      }
      Location at = call.operator().location();
      Term operator = equal ? new Term.Var(Terms.EQ, at) : call.operator();
      return new Term.Call(operator, arguments, call.infix(), call.location());
    }

    /** A term that may be a reference, a root, or a comprehension as a whole. */
    Term side(Term term) {
      return switch (term) {
        case Term.Ref r -> reference(r);
        case Term.ArrayComprehension c ->
            new Term.ArrayComprehension(c.head(), body(c.body()), c.location());
        case Term.SetComprehension c ->
            new Term.SetComprehension(c.head(), body(c.body()), c.location());
        case Term.ObjectComprehension c ->
            new Term.ObjectComprehension(c.key(), c.value(), body(c.body()), c.location());
        case Term.Var v -> v;
        default -> simple(term);
      };
    }

    private Term.Ref reference(Term.Ref ref) {
      return Terms.areSimple(ref.path())
          ? ref
          : new Term.Ref(ref.head(), simple(ref.path()), ref.location());
    }

    private List<Term> simple(List<Term> terms) {
      List<Term> flat = new ArrayList<>(terms.size());
      for (Term t : terms) {
        flat.add(simple(t));
      }
      return flat;
    }

    Term simple(Term term) {
      return switch (term) {
        case Term.Constant c -> c;
        case Term.Var v -> Terms.isRoot(v) ? local(v) : v;
        case Term.ArrayTerm a ->
            Terms.isSimple(a) ? a : new Term.ArrayTerm(simple(a.items()), a.location());
        case Term.SetTerm s ->
            Terms.isSimple(s) ? s : new Term.SetTerm(simple(s.items()), s.location());
        case Term.ObjectTerm o -> {
          if (Terms.isSimple(o)) {
            yield o;
          }
          List<Term.Entry> entries = new ArrayList<>(o.entries().size());
          for (Term.Entry e : o.entries()) {
            Term key = simple(e.key());
            entries.add(new Term.Entry(key, simple(e.value())));
          }
          yield new Term.ObjectTerm(entries, o.location());
        }
        default -> local(term);
      };
    }

    private Term.Var local(Term term) {
      Location at = term.location();
      Term.Var local = new Term.Var(locals.fresh(), at);
      Expr eq = Terms.eq(local, side(term), at);
      out.add(withs.isEmpty() ? eq : new Expr(eq.kind(), false, withs, at));
      return local;
    }
  }
}
