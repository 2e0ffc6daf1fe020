package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** Which variables an expression binds, given those that are bound before it. */
final class Outputs {
  private final Functions functions;
  private final Set<String> safe;
  private final Set<String> out = new HashSet<>();

  /** Of a pair that waits: each key is bound as soon as its variables are. */
  private final Map<String, Set<String>> waiting = new HashMap<>();

  private Outputs(Functions functions, Set<String> safe) {
    this.functions = functions;
    this.safe = safe;
  }

  /** The variables that {@code expr} binds and that are not in {@code safe}. */
  static Set<String> of(Expr expr, Functions functions, Set<String> safe) {
    if (expr.negated() || !withsAreSafe(expr.withs(), safe)) {
      return Set.of();
    }
    Outputs outputs = new Outputs(functions, safe);
    switch (expr.kind()) {
      case Expr.Bare(Term t) -> outputs.references(t);
      case Expr.Call(Term.Call c) -> outputs.call(c);
      case Expr.Every e -> outputs.references(e.domain());
      case Expr.NotBody n -> {}
      case Expr.SomeVars s -> {}
      case Expr.SomeIn s -> {}
    }
    return outputs.out;
  }

  private static boolean withsAreSafe(List<With> withs, Set<String> safe) {
    if (withs.isEmpty()) {
      return true;
    }
    Set<String> needed = new HashSet<>();
    withs.forEach(w -> Vars.with(w, needed));
    return safe.containsAll(needed);
  }

  private boolean isSafe(String name) {
    return safe.contains(name) || out.contains(name);
  }

  private boolean isSafeHead(Term head) {
    return !(head instanceof Term.Var v) || Terms.isRoot(v) || isSafe(v.name());
  }

  private void mark(String name) {
    if (safe.contains(name) || !out.add(name)) {
      return;
    }
    if (waiting.isEmpty()) {
      return;
    }
    List<String> ready = new ArrayList<>();
    waiting.forEach((dependent, needs) -> {
      if (needs.remove(name) && needs.isEmpty()) {
        ready.add(dependent);
      }
    });
    ready.forEach(waiting::remove);
    ready.forEach(this::mark);
  }

  private void markAll(Term term) {
    Set<String> all = new HashSet<>();
    Vars.bound(term, all);
    all.forEach(this::mark);
  }

  /** The variables that references with bound heads run through. */
  private void references(Term term) {
    switch (term) {
      case Term.Ref r -> {
        if (isSafeHead(r.head())) {
          markAll(r);
          references(r.head());
          for (Term step : r.path()) {
            references(step);
          }
        }
      }
      case Term.ArrayTerm a -> a.items().forEach(this::references);
      case Term.SetTerm s -> s.items().forEach(this::references);
      case Term.ObjectTerm o ->
          o.entries()
              .forEach(e -> {
                references(e.key());
                references(e.value());
              });
      case Term.Call c -> c.arguments().forEach(this::references);
      default -> {}
    }
  }

  private void call(Term.Call call) {
    List<Term> arguments = call.arguments();
    arguments.forEach(this::references);
    if (Terms.isCallOf(call, Terms.EQ) && arguments.size() == 2) {
      unify(arguments.get(0), arguments.get(1));
      return;
    }
    OptionalInt arity = functions.arity(call.operator());
    if (arity.isEmpty() || arity.getAsInt() >= arguments.size()) {
      return;
    }
    Set<String> inputs = new HashSet<>();
    for (Term a : arguments.subList(0, arity.getAsInt())) {
      Vars.bound(a, inputs);
    }
    for (String input : inputs) {
      if (!isSafe(input)) {
        return;
      }
    }
    for (Term a : arguments.subList(arity.getAsInt(), arguments.size())) {
      markAll(a);
    }
  }

  private void unify(Term a, Term b) {
    switch (a) {
      case Term.Var x when !Terms.isRoot(x) -> unifyVariable(x, b);
      default -> {
        if (b instanceof Term.Var y && !Terms.isRoot(y)) {
          unifyVariable(y, a);
        } else {
          unifyComposite(a, b);
        }
      }
    }
  }

  private void unifyVariable(Term.Var a, Term b) {
    switch (b) {
      case Term.Var y when !Terms.isRoot(y) -> {
        if (isSafe(y.name())) {
          mark(a.name());
        } else if (isSafe(a.name())) {
          mark(y.name());
        } else if (!a.name().equals(y.name())) {
          await(a.name(), y.name());
          await(y.name(), a.name());
        }
      }
      case Term.ArrayTerm t -> unifyWhole(a, t);
      case Term.ObjectTerm t -> unifyWhole(a, t);
      case Term.Ref r -> {
        if (isSafeHead(r.head())) {
          mark(a.name());
        }
      }
      default -> mark(a.name());
    }
  }

  private void unifyWhole(Term.Var a, Term composite) {
    if (isSafe(a.name())) {
      markAll(composite);
      return;
    }
    Set<String> needed = new HashSet<>();
    Vars.direct(composite, needed);
    needed.removeIf(this::isSafe);
    if (needed.isEmpty()) {
      mark(a.name());
    } else {
      needed.forEach(n -> await(a.name(), n));
    }
  }

  private void await(String dependent, String needed) {
    waiting.computeIfAbsent(dependent, d -> new HashSet<>()).add(needed);
  }

  private void unifyComposite(Term a, Term b) {
    switch (a) {
      case Term.ArrayTerm x -> unifyArray(x, b);
      case Term.ObjectTerm x -> unifyObject(x, b);
      default -> {
        switch (b) {
          case Term.ArrayTerm y -> unifyArray(y, a);
          case Term.ObjectTerm y -> unifyObject(y, a);
          default -> {}
        }
      }
    }
  }

  private void unifyArray(Term.ArrayTerm a, Term b) {
    switch (b) {
      case Term.Ref r -> {
        if (isSafeHead(r.head())) {
          markAll(a);
        }
      }
      case Term.Var root -> markAll(a);
      case Term.ArrayComprehension c -> markAll(a);
      case Term.Constant(RegoArray items, var at) when items.size() == a.items().size() -> {
        for (int i = 0; i < items.size(); i++) {
          unifyConstant(a.items().get(i), items.at(i));
        }
      }
      case Term.ArrayTerm other when other.items().size() == a.items().size() -> {
        for (int i = 0; i < a.items().size(); i++) {
          unify(a.items().get(i), other.items().get(i));
        }
      }
      default -> {}
    }
  }

  private void unifyObject(Term.ObjectTerm a, Term b) {
    switch (b) {
      case Term.Ref r -> {
        if (isSafeHead(r.head())) {
          markAll(a);
        }
      }
      case Term.Var root -> markAll(a);
      case Term.ObjectComprehension c -> markAll(a);
      case Term.Constant(RegoObject object, var at) when object.size() == a.entries().size() -> {
        for (Term.Entry e : a.entries()) {
          if (e.key() instanceof Term.Constant(Value key, var l) && object.get(key) != null) {
            unifyConstant(e.value(), Objects.requireNonNull(object.get(key)));
          }
        }
      }
      case Term.ObjectTerm other when other.entries().size() == a.entries().size() -> {
        Map<Object, Term> values = new HashMap<>();
        for (Term.Entry e : other.entries()) {
          values.put(key(e.key()), e.value());
        }
        for (Term.Entry e : a.entries()) {
          Term value = values.get(key(e.key()));
          if (value != null) {
            unify(e.value(), value);
          }
        }
      }
      default -> {}
    }
  }

  private void unifyConstant(Term term, Value value) {
    unify(term, new Term.Constant(value, term.location()));
  }

  private static Object key(Term key) {
    return switch (key) {
      case Term.Constant c -> c.value();
      case Term.Var v -> v.name();
      default -> key;
    };
  }
}
