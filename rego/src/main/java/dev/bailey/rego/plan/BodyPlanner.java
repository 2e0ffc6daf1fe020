package dev.bailey.rego.plan;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans bodies in core form: what is bound at each point is known, so unification disappears. */
final class BodyPlanner {
  private final Plan plan;
  private final Map<String, String> names;
  private final Effort effort;

  BodyPlanner(Plan plan, Map<String, String> names, Effort effort) {
    this.plan = plan;
    this.names = names;
    this.effort = effort;
  }

  /** A block that does what {@code sink} says each time the body holds. */
  Block block(Body body, Scope scope, Function<Scope, Sink> sink) {
    return block(List.of(), body, scope, sink);
  }

  /** The same after some steps that are planned already. */
  Block block(List<Step> before, Body body, Scope scope, Function<Scope, Sink> sink) {
    List<Step> steps = new ArrayList<>(before);
    body.expressions().forEach(e -> expression(e, scope, steps));
    return new Block(steps, sink.apply(scope));
  }

  /** The block of a whole rule or query as it is to be carried out. */
  Block finish(Block block, Scope scope) {
    return plan.options().optimisations().planning() && !plan.options().marks()
        ? Simplifier.simplify(plan, block, scope, effort)
        : block;
  }

  private void expression(Expr e, Scope scope, List<Step> out) {
    effort.step();
    if (plan.options().marks() && e.location().row() > 0) {
      out.add(new Step.Mark(plan.point(Point.Kind.EXPRESSION, "", e.location(), locals(scope))));
    }
    if (!e.negated()) {
      positive(e, scope, out);
      return;
    }
    Scope inner = scope.inner();
    List<Step> steps = new ArrayList<>();
    positive(e, inner, steps);
    out.add(new Step.Not(new Block(steps, new Sink.Exists())));
  }

  Map<String, Integer> locals(Scope scope) {
    Map<String, Integer> known = new HashMap<>();
    names.forEach((local, name) -> {
      Integer slot = scope.slot(local);
      if (slot != null) {
        known.put(name, slot);
      }
    });
    return known;
  }

  private void positive(Expr e, Scope scope, List<Step> out) {
    if (e.withs().isEmpty()) {
      kind(e, scope, out);
      return;
    }
    out.add(new Step.Enter(e.withs().stream().map(w -> replacement(w, scope)).toList()));
    kind(e, scope, out);
    out.add(new Step.Leave());
  }

  private void kind(Expr e, Scope scope, List<Step> out) {
    Patterns patterns = new Patterns(scope, out);
    switch (e.kind()) {
      case Expr.Bare bare -> out.add(new Step.Test(term(bare.term(), scope, out)));
      case Expr.Call call -> call(call.call(), scope, patterns, out);
      case Expr.Every every -> every(every, scope, patterns, out);
      case Expr.NotBody not ->
          out.add(new Step.Not(block(not.body(), scope.inner(), s -> new Sink.Exists())));
      case Expr.SomeVars some -> {}
      case Expr.SomeIn some -> throw new IllegalStateException("not in core form: " + some);
    }
  }

  private void every(Expr.Every every, Scope scope, Patterns patterns, List<Step> out) {
    Op domain = patterns.value(every.domain());
    Scope inner = scope.inner();
    int key = every.key().map(k -> inner.bind(((Term.Var) k).name())).orElse(Step.NOWHERE);
    int value = inner.bind(((Term.Var) every.value()).name());
    Block block = block(every.body(), inner, s -> new Sink.Exists());
    out.add(new Step.Every(domain, key, value, block));
  }

  /** The value of any term, for each way to reach one. */
  private Op term(Term term, Scope scope, List<Step> out) {
    Patterns patterns = new Patterns(scope, out);
    return switch (term) {
      case Term.Ref ref -> new References(plan, scope, patterns, out).reference(ref);
      case Term.Var v -> new References(plan, scope, patterns, out).head(v);
      case Term.ArrayComprehension c ->
          new Op.Collect(block(c.body(), scope.inner(), s -> new Sink.Append(simple(c.head(), s))));
      case Term.SetComprehension c ->
          new Op.Collect(block(c.body(), scope.inner(), s -> new Sink.Add(simple(c.head(), s))));
      case Term.ObjectComprehension c ->
          new Op.Collect(
              block(
                  c.body(),
                  scope.inner(),
                  s -> new Sink.Put(simple(c.key(), s), simple(c.value(), s), c.location())));
      default -> patterns.value(term);
    };
  }

  private static Op simple(Term term, Scope scope) {
    return new Patterns(scope, List.of()).value(term);
  }

  private void call(Term.Call call, Scope scope, Patterns patterns, List<Step> out) {
    String name = call.operator() instanceof Term.Var v ? v.name() : "";
    if (name.equals("eq") && call.arguments().size() == 2) {
      unify(call.arguments().get(0), call.arguments().get(1), scope, patterns, out);
      return;
    }
    Optional<Builtin> builtin =
        name.isEmpty() ? Optional.empty() : plan.options().builtins().find(name);
    Document function = builtin.isPresent() ? null : function(call.operator());
    int arity =
        function != null
            ? function.arity()
            : builtin.map(b -> arity(b, call.arguments().size())).orElse(call.arguments().size());
    List<Op> arguments =
        patterns.values(call.arguments().subList(0, Math.min(arity, call.arguments().size())));
    Optional<Term> result =
        call.arguments().size() > arity
            ? Optional.of(call.arguments().get(arity))
            : Optional.empty();
    if (builtin.isPresent() && builtin.get().code() instanceof BuiltinCode.Relation) {
      int slot = scope.temporary();
      out.add(new Step.Relate(name, arguments, slot, call.location()));
      result.ifPresentOrElse(
          r -> patterns.match(r, slot), () -> out.add(new Step.Test(new Op.Local(slot))));
      return;
    }
    Op op =
        function != null
            ? new Op.Apply(function, arguments, call.location())
            : new Op.Invoke(name, arguments, call.location());
    if (result.isEmpty()) {
      out.add(new Step.Test(op));
    } else {
      patterns.match(result.get(), op);
    }
  }

  private static int arity(Builtin builtin, int given) {
    return builtin.signature().variadic().isPresent()
        ? given
        : builtin.signature().arguments().size();
  }

  private void unify(Term a, Term b, Scope scope, Patterns patterns, List<Step> out) {
    boolean left = isSimple(a, scope);
    boolean right = isSimple(b, scope);
    if (left && right) {
      patterns.unify(a, b);
    } else if (left) {
      patterns.match(a, term(b, scope, out));
    } else if (right) {
      patterns.match(b, term(a, scope, out));
    } else {
      Op x = term(a, scope, out);
      out.add(new Step.Same(x, term(b, scope, out)));
    }
  }

  private static boolean isSimple(Term term, Scope scope) {
    return switch (term) {
      case Term.Ref r -> false;
      case Term.ArrayComprehension c -> false;
      case Term.SetComprehension c -> false;
      case Term.ObjectComprehension c -> false;
      case Term.Var v ->
          scope.isBound(v.name()) || !(v.name().equals("input") || v.name().equals("data"));
      default -> true;
    };
  }

  private @Nullable Document function(Term operator) {
    return path(operator).map(plan::function).orElse(null);
  }

  /** The steps of a reference from {@code data}, if all are constants. */
  private static Optional<List<Value>> path(Term term) {
    if (!(term instanceof Term.Ref ref)) {
      return Optional.empty();
    }
    return Optional.of(constants(ref.path()));
  }

  private static List<Value> constants(List<Term> steps) {
    return steps.stream().map(step -> ((Term.Constant) step).value()).toList();
  }

  private Step.Replacement replacement(With with, Scope scope) {
    if (with.target() instanceof Term.Var v
        && !v.name().equals("input")
        && !v.name().equals("data")) {
      return mock(new Step.Callee.OfBuiltin(v.name()), with.value(), scope);
    }
    Document function = function(with.target());
    if (function != null) {
      return mock(new Step.Callee.OfProgram(function), with.value(), scope);
    }
    List<Value> path = with.target() instanceof Term.Ref ref ? constants(ref.path()) : List.of();
    Op value = simple(with.value(), scope);
    return head(with.target()).equals("input")
        ? new Step.Replacement.OfInput(path, value)
        : new Step.Replacement.OfData(path, value);
  }

  private static String head(Term target) {
    Term head = target instanceof Term.Ref ref ? ref.head() : target;
    return ((Term.Var) head).name();
  }

  private Step.Replacement mock(Step.Callee target, Term value, Scope scope) {
    Document function = function(value);
    if (function != null) {
      return new Step.Replacement.ByFunction(target, new Step.Callee.OfProgram(function));
    }
    if (value instanceof Term.Var v && !scope.isBound(v.name())) {
      return new Step.Replacement.ByFunction(target, new Step.Callee.OfBuiltin(v.name()));
    }
    return new Step.Replacement.ByValue(target, simple(value, scope));
  }
}
