package dev.bailey.rego.check;

import dev.bailey.rego.Location;
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
 * Turns templates into {@code internal.template_string([text, {value}, ...])} and print calls into
 * {@code internal.print([{value}, ...])}, or takes the latter out. Each value becomes a set of one
 * member, or none if it is undefined, so that an undefined value does not fail the whole.
 *
 * <p>Such a set is a closure and would take an unbound variable for its own; so a variable in it
 * has to be bound by the expressions before.
 */
final class Captures {
  static final String PRINT = "print";
  private static final String INTERNAL_PRINT = "internal.print";
  private static final String TEMPLATE = "internal.template_string";

  private final Locals locals;
  private final Functions functions;
  private final Errors errors;
  private final boolean keepPrints;

  Captures(Locals locals, Functions functions, Errors errors, boolean keepPrints) {
    this.locals = locals;
    this.functions = functions;
    this.errors = errors;
    this.keepPrints = keepPrints;
  }

  static void rewrite(Draft rule, Functions functions, Errors errors, boolean keepPrints) {
    for (Draft d = rule; d != null; d = d.otherwise) {
      new Captures(d.locals, functions, errors, keepPrints).rule(d);
    }
  }

  private void rule(Draft rule) {
    Set<String> bound = new HashSet<>();
    rule.arguments.forEach(a -> Vars.argument(a, bound));
    rule.body = body(rule.body, bound);
    rule.arguments = terms(rule.arguments, bound);
    rule.value = term(rule.value, bound);
    rule.name = terms(rule.name, bound);
  }

  /** Rewrites a body; {@code bound} grows by what it binds. */
  Body body(Body body, Set<String> bound) {
    List<Expr> out = new ArrayList<>(body.expressions().size());
    for (Expr e : body.expressions()) {
      if (keepPrints || !isPrint(e)) {
        out.add(expr(e, bound));
        bound.addAll(Outputs.of(e, functions, bound));
      }
    }
    if (out.isEmpty()) {
      out.add(
          new Expr(new Expr.Bare(Terms.truth(body.location())), false, List.of(), body.location()));
    }
    return new Body(out, body.location());
  }

  private static boolean isPrint(Expr expr) {
    return expr.kind() instanceof Expr.Call(Term.Call c) && Terms.isCallOf(c, PRINT);
  }

  private Expr expr(Expr expr, Set<String> bound) {
    Expr.Kind kind =
        switch (expr.kind()) {
          case Expr.Bare(Term t) -> new Expr.Bare(term(t, bound));
          case Expr.Call(Term.Call c) when isPrint(expr) -> {
            List<Term> sets = new ArrayList<>(c.arguments().size());
            for (Term a : c.arguments()) {
              sets.add(set(term(a, bound), List.of(), bound));
            }
            Location at = c.location();
            yield new Expr.Call(
                new Term.Call(
                    new Term.Var(INTERNAL_PRINT, at),
                    List.of(Terms.fold(new Term.ArrayTerm(sets, at))),
                    false,
                    at));
          }
          case Expr.Call(Term.Call c) ->
              new Expr.Call(
                  new Term.Call(
                      c.operator(), terms(c.arguments(), bound), c.infix(), c.location()));
          case Expr.Every e -> {
            Set<String> inner = new HashSet<>(bound);
            e.key().ifPresent(k -> Vars.bound(k, inner));
            Vars.bound(e.value(), inner);
            yield new Expr.Every(
                e.key(), e.value(), term(e.domain(), bound), body(e.body(), inner));
          }
          case Expr.NotBody n -> new Expr.NotBody(body(n.body(), new HashSet<>(bound)), n.braced());
          case Expr.SomeVars s -> s;
          case Expr.SomeIn s -> s;
        };
    List<With> withs = new ArrayList<>(expr.withs().size());
    for (With w : expr.withs()) {
      withs.add(new With(w.target(), term(w.value(), bound), w.location()));
    }
    return new Expr(kind, expr.negated(), withs, expr.location());
  }

  /** The value of a term as a set. */
  private Term set(Term term, List<With> withs, Set<String> bound) {
    Location at = term.location();
    Set<String> used = new HashSet<>();
    Vars.direct(term, used);
    used.removeAll(bound);
    used.removeIf(locals::isGenerated);
    for (String name : used) {
      String shown = name.startsWith("$") ? "_" : locals.source(name);
      errors.compile(Stage.PRINTS, "var " + shown + " is undeclared", Places.of(name, term));
    }
    Term.Var local = new Term.Var(locals.fresh(), at);
    Expr capture = Terms.eq(local, term, at);
    Expr under = new Expr(capture.kind(), false, withs, at);
    return new Term.SetComprehension(local, new Body(List.of(under), at), at);
  }

  private Term template(Term.Template template, Set<String> bound) {
    Location at = template.location();
    List<Term> parts = new ArrayList<>(template.parts().size());
    for (Term.Part p : template.parts()) {
      switch (p) {
        case Term.Part.Text(String text) -> parts.add(Terms.string(text, at));
        case Term.Part.Embedded(Expr e) -> parts.add(embedded(e, bound));
      }
    }
    return new Term.Call(
        new Term.Var(TEMPLATE, at), List.of(Terms.fold(new Term.ArrayTerm(parts, at))), false, at);
  }

  private Term embedded(Expr expr, Set<String> bound) {
    Optional<Term.Call> call = Terms.callOf(expr);
    if (call.isPresent()) {
      return set(term(call.get(), bound), expr.withs(), bound);
    }
    if (expr.kind() instanceof Expr.Bare(Term t)) {
      boolean plain = t instanceof Term.Var || t instanceof Term.Constant;
      return plain
          ? Terms.fold(new Term.SetTerm(List.of(t), t.location()))
          : set(term(t, bound), expr.withs(), bound);
    }
    throw new IllegalStateException("a template holds terms and calls only");
  }

  private List<Term> terms(List<Term> terms, Set<String> bound) {
    List<Term> out = new ArrayList<>(terms.size());
    for (Term t : terms) {
      out.add(term(t, bound));
    }
    return out;
  }

  private Term term(Term term, Set<String> bound) {
    return switch (term) {
      case Term.Constant c -> c;
      case Term.Var v -> v;
      case Term.Ref r -> new Term.Ref(term(r.head(), bound), terms(r.path(), bound), r.location());
      case Term.ArrayTerm a -> new Term.ArrayTerm(terms(a.items(), bound), a.location());
      case Term.SetTerm s -> new Term.SetTerm(terms(s.items(), bound), s.location());
      case Term.ObjectTerm o -> {
        List<Term.Entry> entries = new ArrayList<>(o.entries().size());
        for (Term.Entry e : o.entries()) {
          entries.add(new Term.Entry(term(e.key(), bound), term(e.value(), bound)));
        }
        yield new Term.ObjectTerm(entries, o.location());
      }
      case Term.ArrayComprehension c -> {
        Set<String> inner = new HashSet<>(bound);
        Body body = body(c.body(), inner);
        yield new Term.ArrayComprehension(term(c.head(), inner), body, c.location());
      }
      case Term.SetComprehension c -> {
        Set<String> inner = new HashSet<>(bound);
        Body body = body(c.body(), inner);
        yield new Term.SetComprehension(term(c.head(), inner), body, c.location());
      }
      case Term.ObjectComprehension c -> {
        Set<String> inner = new HashSet<>(bound);
        Body body = body(c.body(), inner);
        yield new Term.ObjectComprehension(
            term(c.key(), inner), term(c.value(), inner), body, c.location());
      }
      case Term.Call c ->
          new Term.Call(c.operator(), terms(c.arguments(), bound), c.infix(), c.location());
      case Term.Template t -> template(t, bound);
    };
  }
}
