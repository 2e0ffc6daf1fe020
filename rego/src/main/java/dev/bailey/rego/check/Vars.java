package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import java.util.Set;

/** Collects the variables of expressions and terms; roots and operators are none. */
final class Vars {
  private Vars() {}

  /** Those of an expression outside of its closures. */
  static void direct(Expr expr, Locals locals, Set<String> to) {
    switch (expr.kind()) {
      case Expr.Bare(Term t) -> direct(t, to);
      case Expr.Call(Term.Call c) -> {
        for (Term a : c.arguments()) {
          direct(a, to);
        }
      }
      case Expr.Every e -> direct(e.domain(), to);
      case Expr.NotBody n when !n.braced() -> {
        for (Expr inner : n.body().expressions()) {
          direct(inner, locals, to);
        }
        to.removeIf(locals::isGenerated);
      }
      case Expr.NotBody n -> {}
      case Expr.SomeVars s -> {}
      case Expr.SomeIn s -> {}
    }
    for (With w : expr.withs()) {
      with(w, to);
    }
  }

  static void with(With with, Set<String> to) {
    if (with.target() instanceof Term.Ref r) {
      direct(r, to);
    }
    if (!(with.value() instanceof Term.Var v) || Terms.isLocal(v)) {
      direct(with.value(), to);
    }
  }

  static void direct(Term term, Set<String> to) {
    term(term, false, true, to);
  }

  /** Those that a value given to the term would bind: not in heads of references, sets, or keys. */
  static void bound(Term term, Set<String> to) {
    term(term, true, false, to);
  }

  /** Those that an argument's value binds: all but heads of references. */
  static void argument(Term argument, Set<String> to) {
    term(argument, true, true, to);
  }

  private static void term(Term term, boolean skipHeads, boolean everywhere, Set<String> to) {
    switch (term) {
      case Term.Var v -> {
        if (!Terms.isRoot(v)) {
          to.add(v.name());
        }
      }
      case Term.Ref r -> {
        if (!skipHeads || !(r.head() instanceof Term.Var)) {
          term(r.head(), skipHeads, everywhere, to);
        }
        for (Term step : r.path()) {
          term(step, skipHeads, everywhere, to);
        }
      }
      case Term.ArrayTerm a -> {
        for (Term item : a.items()) {
          term(item, skipHeads, everywhere, to);
        }
      }
      case Term.SetTerm s -> {
        if (everywhere) {
          for (Term item : s.items()) {
            term(item, skipHeads, true, to);
          }
        }
      }
      case Term.ObjectTerm o -> {
        for (Term.Entry e : o.entries()) {
          if (everywhere) {
            term(e.key(), skipHeads, true, to);
          }
          term(e.value(), skipHeads, everywhere, to);
        }
      }
      case Term.Call c -> {
        for (Term a : c.arguments()) {
          term(a, skipHeads, everywhere, to);
        }
      }
      case Term.Template t -> {
        for (Term.Part p : t.parts()) {
          if (p instanceof Term.Part.Embedded(Expr(Expr.Bare(Term inner), var n, var w, var l))) {
            term(inner, skipHeads, everywhere, to);
          } else if (p
              instanceof Term.Part.Embedded(Expr(Expr.Call(Term.Call c), var n, var w, var l))) {
            term(c, skipHeads, everywhere, to);
          }
        }
      }
      default -> {}
    }
  }

  /** Those that stand inside the closures of an expression, at any depth. */
  static void inClosures(Expr expr, Set<String> to, Effort effort) {
    All all = new All(to, effort);
    switch (expr.kind()) {
      case Expr.Bare(Term t) -> inClosures(t, all);
      case Expr.Call(Term.Call c) -> {
        for (Term a : c.arguments()) {
          inClosures(a, all);
        }
      }
      case Expr.Every e -> all.body(e.body());
      case Expr.NotBody n -> all.body(n.body());
      case Expr.SomeVars s -> {}
      case Expr.SomeIn s -> {}
    }
    for (With w : expr.withs()) {
      inClosures(w.value(), all);
    }
  }

  private static void inClosures(Term term, All all) {
    if (Terms.mayHoldClosures(term)) {
      new Walk() {
        @Override
        void closure(Term comprehension) {
          all.closure(comprehension);
        }
      }.term(term);
    }
  }

  private static final class All extends Walk {
    private final Set<String> to;
    private final Effort effort;

    All(Set<String> to, Effort effort) {
      this.to = to;
      this.effort = effort;
    }

    @Override
    void term(Term term) {
      effort.step();
      super.term(term);
    }

    @Override
    void variable(Term.Var v) {
      if (!Terms.isRoot(v)) {
        to.add(v.name());
      }
    }
  }
}
