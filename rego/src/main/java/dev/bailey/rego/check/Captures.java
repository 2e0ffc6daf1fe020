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
 * has to be bound: by the expressions before, in a print call; by any others of the body, in a
 * template.
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
      if (d.captures) {
        new Captures(d.locals, functions, errors, keepPrints).rule(d);
      }
    }
  }

  private void rule(Draft rule) {
    Frame frame = new Frame(Optional.empty(), rule.body);
    rule.arguments.forEach(a -> Vars.argument(a, frame.bound));
    rule.body = body(rule.body, frame);
    rule.arguments = terms(rule.arguments, frame);
    rule.value = term(rule.value, frame);
    rule.name = terms(rule.name, frame);
  }

  /** Rewrites a query. */
  Body query(Body query) {
    return body(query, new Frame(Optional.empty(), query));
  }

  /** What is bound around the expressions of a body. */
  private final class Frame {
    private final Optional<Frame> outer;
    private final Body body;

    /** By the expressions that were seen, and outside. */
    final Set<String> bound = new HashSet<>();

    private Optional<Set<String>> whole = Optional.empty();

    Frame(Optional<Frame> outer, Body body) {
      this.outer = outer;
      this.body = body;
      outer.ifPresent(o -> bound.addAll(o.bound));
    }

    Frame inner(Body closure) {
      return new Frame(Optional.of(this), closure);
    }

    /** By all expressions of the body, in whatever order they will stand, and outside. */
    Set<String> whole() {
      if (whole.isEmpty()) {
        Set<String> safe = new HashSet<>(bound);
        outer.ifPresent(o -> safe.addAll(o.whole()));
        new Reordering(body.expressions(), locals, functions, safe, errors.effort()).run();
        whole = Optional.of(safe);
      }
      return whole.get();
    }
  }

  private Body body(Body body, Frame frame) {
    List<Expr> out = new ArrayList<>(body.expressions().size());
    for (Expr e : body.expressions()) {
      if (keepPrints || !isPrint(e)) {
        out.add(expr(e, frame));
        frame.bound.addAll(Outputs.of(e, functions, frame.bound));
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

  private Expr expr(Expr expr, Frame frame) {
    Expr.Kind kind =
        switch (expr.kind()) {
          case Expr.Bare(Term t) -> new Expr.Bare(term(t, frame));
          case Expr.Call(Term.Call c) when isPrint(expr) -> {
            List<Term> sets = new ArrayList<>(c.arguments().size());
            for (Term a : c.arguments()) {
              sets.add(set(term(a, frame), List.of(), frame.bound));
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
                      c.operator(), terms(c.arguments(), frame), c.infix(), c.location()));
          case Expr.Every e -> {
            Frame inner = frame.inner(e.body());
            e.key().ifPresent(k -> Vars.bound(k, inner.bound));
            Vars.bound(e.value(), inner.bound);
            yield new Expr.Every(
                e.key(), e.value(), term(e.domain(), frame), body(e.body(), inner));
          }
          case Expr.NotBody n ->
              new Expr.NotBody(body(n.body(), frame.inner(n.body())), n.braced());
          case Expr.SomeVars s -> s;
          case Expr.SomeIn s -> s;
        };
    List<With> withs = new ArrayList<>(expr.withs().size());
    for (With w : expr.withs()) {
      withs.add(new With(w.target(), term(w.value(), frame), w.location()));
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

  private Term template(Term.Template template, Frame frame) {
    Location at = template.location();
    List<Term> parts = new ArrayList<>(template.parts().size());
    for (Term.Part p : template.parts()) {
      switch (p) {
        case Term.Part.Text(String text) -> parts.add(Terms.string(text, at));
        case Term.Part.Embedded(Expr e) -> parts.add(embedded(e, frame));
      }
    }
    return new Term.Call(
        new Term.Var(TEMPLATE, at), List.of(Terms.fold(new Term.ArrayTerm(parts, at))), false, at);
  }

  private Term embedded(Expr expr, Frame frame) {
    Optional<Term.Call> call = Terms.callOf(expr);
    if (call.isPresent()) {
      return set(term(call.get(), frame), expr.withs(), frame.whole());
    }
    if (expr.kind() instanceof Expr.Bare(Term t)) {
      boolean plain = t instanceof Term.Var || t instanceof Term.Constant;
      return plain
          ? Terms.fold(new Term.SetTerm(List.of(t), t.location()))
          : set(term(t, frame), expr.withs(), frame.whole());
    }
    throw new IllegalStateException("a template holds terms and calls only");
  }

  private List<Term> terms(List<Term> terms, Frame frame) {
    List<Term> out = new ArrayList<>(terms.size());
    for (Term t : terms) {
      out.add(term(t, frame));
    }
    return out;
  }

  private Term term(Term term, Frame frame) {
    return switch (term) {
      case Term.Constant c -> c;
      case Term.Var v -> v;
      case Term.Ref r -> new Term.Ref(term(r.head(), frame), terms(r.path(), frame), r.location());
      case Term.ArrayTerm a -> new Term.ArrayTerm(terms(a.items(), frame), a.location());
      case Term.SetTerm s -> new Term.SetTerm(terms(s.items(), frame), s.location());
      case Term.ObjectTerm o -> {
        List<Term.Entry> entries = new ArrayList<>(o.entries().size());
        for (Term.Entry e : o.entries()) {
          entries.add(new Term.Entry(term(e.key(), frame), term(e.value(), frame)));
        }
        yield new Term.ObjectTerm(entries, o.location());
      }
      case Term.ArrayComprehension c -> {
        Frame inner = frame.inner(c.body());
        Body body = body(c.body(), inner);
        yield new Term.ArrayComprehension(term(c.head(), inner), body, c.location());
      }
      case Term.SetComprehension c -> {
        Frame inner = frame.inner(c.body());
        Body body = body(c.body(), inner);
        yield new Term.SetComprehension(term(c.head(), inner), body, c.location());
      }
      case Term.ObjectComprehension c -> {
        Frame inner = frame.inner(c.body());
        Body body = body(c.body(), inner);
        yield new Term.ObjectComprehension(
            term(c.key(), inner), term(c.value(), inner), body, c.location());
      }
      case Term.Call c ->
          new Term.Call(c.operator(), terms(c.arguments(), frame), c.infix(), c.location());
      case Term.Template t -> template(t, frame);
    };
  }
}
