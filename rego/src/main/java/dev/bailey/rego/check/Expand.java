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
import java.util.function.Function;

/**
 * Moves nested calls, and heads of references that are not variables, into expressions of their own
 * before the one that needs them; so do domains of {@code every} and values of {@code with}.
 *
 * <p>A negated expression leaves them outside of the negation, a negated body has them inside.
 */
final class Expand {
  private final Locals locals;
  private final Functions functions;
  private final Errors errors;
  private final Function<Term.Call, Optional<Term.Constant>> known;

  /**
   * @param known calls whose value is known already
   */
  Expand(
      Locals locals,
      Functions functions,
      Errors errors,
      Function<Term.Call, Optional<Term.Constant>> known) {
    this.locals = locals;
    this.functions = functions;
    this.errors = errors;
    this.known = known;
  }

  static void expand(Draft rule, Functions functions, Metadata metadata, Errors errors) {
    for (Draft d = rule; d != null; d = d.otherwise) {
      Draft here = d;
      new Expand(d.locals, functions, errors, c -> metadata.value(c, here)).rule(d);
    }
  }

  private void rule(Draft rule) {
    List<Expr> after = new ArrayList<>();
    List<Term> arguments = new ArrayList<>(rule.arguments.size());
    for (Term a : rule.arguments) {
      arguments.add(argument(a, after));
    }
    rule.arguments = arguments;
    int packageSteps = rule.scope.packageSteps().size();
    List<Term> name = new ArrayList<>(rule.name.size());
    for (int i = 0; i < rule.name.size(); i++) {
      Term step = rule.name.get(i);
      name.add(i <= packageSteps ? step : simple(step, after));
    }
    rule.name = name;
    rule.value = simple(rule.value, after);
    rule.body = body(rule.body, after);
  }

  /** A pattern; what it has besides patterns is moved out unless it has variables too. */
  private Term argument(Term argument, List<Expr> to) {
    if (Terms.isSimple(argument)) {
      return argument;
    }
    Set<String> variables = new HashSet<>();
    Vars.direct(argument, variables);
    return variables.isEmpty() || argument instanceof Term.Call ? assigned(argument, to) : argument;
  }

  /** The term if it is simple, otherwise a local that {@code to} gives its value. */
  private Term simple(Term term, List<Expr> to) {
    return Terms.isSimple(term) ? term : assigned(term, to);
  }

  private Term assigned(Term term, List<Expr> to) {
    Term.Var local = new Term.Var(locals.fresh(), term.location());
    to.add(Terms.eq(local, term, term.location()));
    return local;
  }

  Body body(Body body) {
    return body(body, List.of());
  }

  private Body body(Body body, List<Expr> after) {
    List<Expr> out = new ArrayList<>(body.expressions().size() + after.size());
    body.expressions().forEach(e -> expr(e, out));
    after.forEach(e -> expr(e, out));
    return new Body(out, body.location());
  }

  private void expr(Expr expr, List<Expr> out) {
    if (expr.kind() instanceof Expr.Call(Term.Call c)) {
      Optional<Term.Constant> value = known.apply(c);
      if (value.isPresent()) {
        if (!c.arguments().isEmpty()) {
          expr(Terms.eq(c.arguments().getFirst(), value.get(), expr.location()), out);
        } else {
          Term holds = Terms.truth(expr.location());
          out.add(new Expr(new Expr.Bare(holds), false, List.of(), expr.location()));
        }
        return;
      }
    }
    List<With> withs = withs(expr.withs(), out);
    Lift lift = new Lift(withs, out);
    Expr.Kind kind =
        switch (expr.kind()) {
          case Expr.Bare(Term.Call c) -> new Expr.Call(lift.flat(c));
          case Expr.Bare(Term t) -> new Expr.Bare(lift.term(t));
          case Expr.Call(Term.Call c) -> new Expr.Call(lift.flat(c));
          case Expr.Every e ->
              new Expr.Every(e.key(), e.value(), lift.domain(e.domain()), body(e.body()));
          case Expr.NotBody n -> new Expr.NotBody(body(n.body()), n.braced());
          case Expr.SomeVars s -> s;
          case Expr.SomeIn s -> s;
        };
    out.add(new Expr(kind, expr.negated(), withs, expr.location()));
  }

  private List<With> withs(List<With> withs, List<Expr> out) {
    if (withs.isEmpty()) {
      return withs;
    }
    List<With> flat = new ArrayList<>(withs.size());
    for (With w : withs) {
      Term target = new Lift(List.of(), out).term(w.target());
      flat.add(new With(target, replacement(w, out), w.location()));
    }
    return flat;
  }

  private Term replacement(With with, List<Expr> out) {
    Term value = with.value();
    if (value instanceof Term.Constant || (value instanceof Term.Var v && Terms.isLocal(v))) {
      return value;
    }
    if (functions.isFunction(value) && !Terms.isInput(with.target())) {
      return value;
    }
    Term.Var local = new Term.Var(locals.fresh(), value.location());
    expr(Terms.eq(local, value, value.location()), out);
    return local;
  }

  /**
   * Moves what has to go out of one expression; what it moves keeps the expression's replacements.
   */
  private final class Lift {
    private final List<With> withs;
    private final List<Expr> out;

    Lift(List<With> withs, List<Expr> out) {
      this.withs = withs;
      this.out = out;
    }

    private void add(Expr expr) {
      out.add(withs.isEmpty() ? expr : new Expr(expr.kind(), false, withs, expr.location()));
    }

    Term.Call flat(Term.Call call) {
      return new Term.Call(call.operator(), terms(call.arguments()), call.infix(), call.location());
    }

    Term domain(Term domain) {
      Term flat = term(domain);
      return flat instanceof Term.Constant || (flat instanceof Term.Var v && !Terms.isRoot(v))
          ? flat
          : local(flat);
    }

    private Term.Var local(Term value) {
      Term.Var local = new Term.Var(locals.fresh(), value.location());
      add(Terms.eq(local, value, value.location()));
      return local;
    }

    private List<Term> terms(List<Term> terms) {
      List<Term> flat = new ArrayList<>(terms.size());
      for (Term t : terms) {
        flat.add(term(t));
      }
      return flat;
    }

    Term term(Term term) {
      return switch (term) {
        case Term.Constant c -> c;
        case Term.Var v -> v;
        case Term.Ref r -> {
          Term head = r.head() instanceof Term.Var v ? v : head(term(r.head()));
          yield new Term.Ref(head, terms(r.path()), r.location());
        }
        case Term.ArrayTerm a -> Terms.fold(new Term.ArrayTerm(terms(a.items()), a.location()));
        case Term.SetTerm s -> Terms.fold(new Term.SetTerm(terms(s.items()), s.location()));
        case Term.ObjectTerm o -> {
          List<Term.Entry> entries = new ArrayList<>(o.entries().size());
          for (Term.Entry e : o.entries()) {
            Term key = term(e.key());
            entries.add(new Term.Entry(key, term(e.value())));
          }
          yield Terms.fold(new Term.ObjectTerm(entries, o.location()));
        }
        case Term.ArrayComprehension c -> {
          List<Expr> after = new ArrayList<>();
          Term head = simple(c.head(), after);
          yield new Term.ArrayComprehension(head, body(c.body(), after), c.location());
        }
        case Term.SetComprehension c -> {
          List<Expr> after = new ArrayList<>();
          Term head = simple(c.head(), after);
          yield new Term.SetComprehension(head, body(c.body(), after), c.location());
        }
        case Term.ObjectComprehension c -> {
          List<Expr> after = new ArrayList<>();
          Term key = simple(c.key(), after);
          Term value = simple(c.value(), after);
          yield new Term.ObjectComprehension(key, value, body(c.body(), after), c.location());
        }
        case Term.Call c -> {
          Optional<Term.Constant> value = known.apply(c);
          yield value.isPresent() ? value.get() : output(flat(c));
        }
        case Term.Template t -> throw new IllegalStateException("templates are calls by now");
      };
    }

    private Term.Var head(Term head) {
      return head instanceof Term.Var v ? v : local(head);
    }

    private Term.Var output(Term.Call call) {
      Location at = call.location();
      if (functions
          .builtin(call.operator())
          .filter(b -> b.signature().result().isEmpty())
          .isPresent()) {
        errors.type(Stage.PRINTS, TermText.of(call, locals) + " used as value", at);
      }
      Term.Var local = new Term.Var(locals.fresh(), at);
      List<Term> arguments = new ArrayList<>(call.arguments());
      arguments.add(local);
      Term.Call whole = new Term.Call(call.operator(), arguments, call.infix(), at);
      add(new Expr(new Expr.Call(whole), false, List.of(), at));
      return local;
    }
  }
}
