package dev.bailey.rego.plan;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans references: lookups where a step is known, loops where it is not. */
final class References {
  private final Plan plan;
  private final Scope scope;
  private final Patterns patterns;
  private final List<Step> out;

  References(Plan plan, Scope scope, Patterns patterns, List<Step> out) {
    this.plan = plan;
    this.scope = scope;
    this.patterns = patterns;
    this.out = out;
  }

  /** The value of a reference, for each way to reach one. */
  Op reference(Term.Ref ref) {
    Term.Var head = (Term.Var) ref.head();
    if (head.name().equals("data") && !scope.isBound("data")) {
      return data(ref.path());
    }
    return within(head(head), ref.path());
  }

  Op head(Term.Var head) {
    if (scope.isBound(head.name())) {
      return scope.local(head.name());
    }
    return switch (head.name()) {
      case "input" -> new Op.Input();
      case "data" -> new Op.Read(plan.root(), List.of());
      default -> throw new IllegalStateException("not bound: " + head.name());
    };
  }

  /** Steps into a plain value. */
  private Op within(Op start, List<Term> steps) {
    Op at = start;
    for (Term step : steps) {
      at = patterns.isGround(step) ? new Op.Get(at, patterns.value(step)) : scan(at, step);
    }
    return at;
  }

  private Op scan(Op collection, Term step) {
    int value = scope.temporary();
    int key = key(step);
    out.add(new Step.Scan(collection, key, value, true));
    match(step, key);
    return new Op.Local(value);
  }

  /** The slot into which a loop puts its key; the local in {@code step} is bound afterwards. */
  private int key(Term step) {
    return step instanceof Term.Var v && v.isWildcard() ? Step.NOWHERE : scope.temporary();
  }

  private void match(Term step, int key) {
    if (key != Step.NOWHERE) {
      patterns.match(step, key);
    }
  }

  /** Steps into the tree of documents. */
  private Op data(List<Term> steps) {
    List<Op> known = new ArrayList<>();
    int i = 0;
    for (; i < steps.size(); i++) {
      Term step = steps.get(i);
      if (patterns.isGround(step)) {
        known.add(patterns.value(step));
        continue;
      }
      Document document = reach(plan, known);
      if (document == null || document.kind() != Document.Kind.PACKAGE) {
        break;
      }
      List<Op> rest = known.subList(document.path().size(), known.size());
      if (rest.size() >= document.depth()) {
        break;
      }
      int key = scope.temporary();
      out.add(new Step.ScanKeys(document, List.copyOf(rest), key));
      patterns.match(step, key);
      known.add(new Op.Local(key));
    }
    return within(document(plan, known), steps.subList(i, steps.size()));
  }

  /** The document that known steps lead to, or null if they lead out of the tree. */
  private static @Nullable Document reach(Plan plan, List<Op> steps) {
    Document at = plan.root();
    for (Value step : Planner.constants(steps)) {
      if (at.kind() != Document.Kind.PACKAGE) {
        return at;
      }
      Document child = at.child(step);
      if (child == null) {
        return null;
      }
      at = child;
    }
    return at;
  }

  /** What known steps from {@code data} lead to. */
  static Op document(Plan plan, List<Op> steps) {
    Document document = reach(plan, steps);
    if (document == null) {
      return new Op.Base(steps);
    }
    List<Op> rest = steps.subList(document.path().size(), steps.size());
    int useful =
        document.kind() == Document.Kind.PACKAGE
            ? rest.size()
            : Math.min(rest.size(), document.usefulKeys());
    return gets(new Op.Read(document, rest.subList(0, useful)), rest.subList(useful, rest.size()));
  }

  private static Op gets(Op start, List<Op> steps) {
    Op at = start;
    for (Op step : steps) {
      at = new Op.Get(at, step);
    }
    return at;
  }
}
