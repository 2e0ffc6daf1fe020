package dev.bailey.rego.plan;

import dev.bailey.rego.syntax.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans simple terms: their values where all locals are bound, otherwise matching. */
final class Patterns {
  private final Scope scope;
  private final List<Step> out;

  Patterns(Scope scope, List<Step> out) {
    this.scope = scope;
    this.out = out;
  }

  boolean isGround(Term term) {
    return switch (term) {
      case Term.Constant c -> true;
      case Term.Var v -> scope.isBound(v.name());
      case Term.ArrayTerm a -> a.items().stream().allMatch(this::isGround);
      case Term.SetTerm s -> s.items().stream().allMatch(this::isGround);
      case Term.ObjectTerm o ->
          o.entries().stream().allMatch(e -> isGround(e.key()) && isGround(e.value()));
      default -> throw new IllegalStateException("not a simple term: " + term);
    };
  }

  /**
   * Whether a pattern has a set with unbound locals: such a set can be compared but not matched.
   */
  boolean needsValues(Term pattern) {
    return switch (pattern) {
      case Term.SetTerm s -> !isGround(s);
      case Term.ArrayTerm a -> a.items().stream().anyMatch(this::needsValues);
      case Term.ObjectTerm o -> o.entries().stream().anyMatch(e -> needsValues(e.value()));
      default -> false;
    };
  }

  /** The value of a simple term whose locals are bound. */
  Op value(Term term) {
    return switch (term) {
      case Term.Constant c -> new Op.Const(c.value());
      case Term.Var v -> scope.local(v.name());
      case Term.ArrayTerm a -> new Op.ArrayOf(values(a.items()));
      case Term.SetTerm s -> new Op.SetOf(values(s.items()));
      case Term.ObjectTerm o ->
          new Op.ObjectOf(
              values(o.entries().stream().map(Term.Entry::key).toList()),
              values(o.entries().stream().map(Term.Entry::value).toList()));
      default -> throw new IllegalStateException("not a simple term: " + term);
    };
  }

  List<Op> values(List<Term> terms) {
    return terms.stream().map(this::value).toList();
  }

  /** Matches a pattern with an operation's value. */
  void match(Term pattern, Op value) {
    if (isGround(pattern)) {
      out.add(new Step.Same(value(pattern), value));
    } else if (pattern instanceof Term.Var v) {
      out.add(new Step.Bind(scope.bind(v.name()), value));
    } else {
      int slot = scope.temporary();
      out.add(new Step.Bind(slot, value));
      match(pattern, slot);
    }
  }

  /** Matches a pattern with what a slot holds. */
  void match(Term pattern, int slot) {
    if (pattern instanceof Term.Var v && !scope.isBound(v.name())) {
      scope.bind(v.name(), slot);
      return;
    }
    Op value = new Op.Local(slot);
    if (isGround(pattern)) {
      out.add(new Step.Same(value(pattern), value));
      return;
    }
    switch (pattern) {
      case Term.ArrayTerm a -> {
        out.add(new Step.Shape(value, false, a.items().size()));
        for (int i = 0; i < a.items().size(); i++) {
          element(a.items().get(i), new Op.Get(value, Ops.number(i)), true);
        }
      }
      case Term.ObjectTerm o -> {
        out.add(new Step.Shape(value, true, o.entries().size()));
        for (Term.Entry e : o.entries()) {
          element(e.value(), new Op.Get(value, value(e.key())), false);
        }
      }
      case Term.SetTerm s -> {
        // Sets only match when they are known; the body is planned all the same.
        out.add(Ops.FAIL);
        s.items().forEach(this::declare);
      }
      default -> throw new IllegalStateException("not a pattern: " + pattern);
    }
  }

  /** Binds what is unbound in a pattern that is never matched. */
  private void declare(Term pattern) {
    switch (pattern) {
      case Term.Var v when !scope.isBound(v.name()) -> scope.bind(v.name());
      case Term.ArrayTerm a -> a.items().forEach(this::declare);
      case Term.SetTerm s -> s.items().forEach(this::declare);
      case Term.ObjectTerm o -> o.entries().forEach(e -> declare(e.value()));
      default -> {}
    }
  }

  private void element(Term pattern, Op value, boolean present) {
    boolean ignored =
        pattern instanceof Term.Var v && v.isWildcard() && !scope.isBound(v.name()) && present;
    if (!ignored) {
      match(pattern, value);
    }
  }

  /** Makes two simple terms equal. */
  void unify(Term left, Term right) {
    Deque<Term[]> pairs = new ArrayDeque<>();
    pairs.add(new Term[] {left, right});
    int deferred = 0;
    while (!pairs.isEmpty()) {
      Term[] pair = pairs.remove();
      Term a = pair[0];
      Term b = pair[1];
      if (isGround(a)) {
        match(b, value(a));
        deferred = 0;
      } else if (isGround(b)) {
        match(a, value(b));
        deferred = 0;
      } else if (a instanceof Term.ArrayTerm x && b instanceof Term.ArrayTerm y) {
        zip(x.items(), y.items(), pairs);
        deferred = 0;
      } else if (a instanceof Term.ObjectTerm x && b instanceof Term.ObjectTerm y) {
        zipObjects(x, y, pairs);
        deferred = 0;
      } else if (a instanceof Term.Var || b instanceof Term.Var) {
        if (deferred <= pairs.size()) {
          pairs.add(pair);
          deferred++;
        } else if (a instanceof Term.Var x && b instanceof Term.Var y) {
          scope.unite(x.name(), y.name());
          deferred = 0;
        } else {
          throw new IllegalStateException("unsafe: " + a + " = " + b);
        }
      } else {
        out.add(Ops.FAIL);
        return;
      }
    }
  }

  private void zip(List<Term> a, List<Term> b, Deque<Term[]> pairs) {
    if (a.size() != b.size()) {
      out.add(Ops.FAIL);
      return;
    }
    for (int i = 0; i < a.size(); i++) {
      pairs.add(new Term[] {a.get(i), b.get(i)});
    }
  }

  /** Keys are ground; constants are paired by value, equal keys in their order. */
  private void zipObjects(Term.ObjectTerm a, Term.ObjectTerm b, Deque<Term[]> pairs) {
    if (a.entries().size() != b.entries().size()) {
      out.add(Ops.FAIL);
      return;
    }
    Map<Op, Deque<Term>> values = new HashMap<>();
    for (Term.Entry y : b.entries()) {
      values.computeIfAbsent(value(y.key()), key -> new ArrayDeque<>()).add(y.value());
    }
    for (Term.Entry x : a.entries()) {
      Deque<Term> found = values.get(value(x.key()));
      if (found == null || found.isEmpty()) {
        out.add(Ops.FAIL);
        return;
      }
      pairs.add(new Term[] {x.value(), found.remove()});
    }
  }
}
