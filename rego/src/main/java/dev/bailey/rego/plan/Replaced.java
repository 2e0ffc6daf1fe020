package dev.bailey.rego.plan;

import dev.bailey.rego.check.CoreRule;
import dev.bailey.rego.check.RuleTree;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds the builtins that are replaced by {@code with} somewhere. */
final class Replaced {
  private final Set<String> found = new HashSet<>();

  private Replaced() {}

  static Set<String> in(RuleTree tree) {
    Replaced replaced = new Replaced();
    Deque<RuleTree> nodes = new ArrayDeque<>();
    nodes.push(tree);
    while (!nodes.isEmpty()) {
      RuleTree node = nodes.pop();
      node.children().values().forEach(nodes::push);
      for (CoreRule rule : node.rules()) {
        for (CoreRule r = rule; r != null; r = r.otherwise().orElse(null)) {
          replaced.body(r.body());
        }
      }
    }
    return replaced.found;
  }

  static Set<String> in(Body body) {
    Replaced replaced = new Replaced();
    replaced.body(body);
    return replaced.found;
  }

  private void body(Body body) {
    for (Expr e : body.expressions()) {
      for (With with : e.withs()) {
        if (with.target() instanceof Term.Var v) {
          found.add(v.name());
        }
      }
      switch (e.kind()) {
        case Expr.Bare bare -> term(bare.term());
        case Expr.Call call -> call.call().arguments().forEach(this::term);
        case Expr.Every every -> body(every.body());
        case Expr.NotBody not -> body(not.body());
        default -> {}
      }
    }
  }

  /** Only comprehensions hold bodies, and they stand at the top of a term. */
  private void term(Term term) {
    switch (term) {
      case Term.ArrayComprehension c -> body(c.body());
      case Term.SetComprehension c -> body(c.body());
      case Term.ObjectComprehension c -> body(c.body());
      default -> {}
    }
  }
}
