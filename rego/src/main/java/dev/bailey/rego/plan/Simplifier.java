package dev.bailey.rego.plan;

import dev.bailey.rego.check.Effort;

/** Makes the block of a rule or query shorter and quicker without changing what it gives. */
final class Simplifier {
  private Simplifier() {}

  static Block simplify(Plan plan, Block block, Scope scope, Effort effort) {
    long parts = Uses.parts(block);
    effort.spend(parts);
    Block folded = new Folding(plan).block(block);
    effort.spend(parts);
    Block advanced = new Advancing().block(folded);
    effort.spend(parts);
    Block inlined = new Inlining(advanced, scope.size()).block(advanced);
    effort.spend(parts);
    Block joined = new Joining().block(inlined);
    effort.spend(parts);
    Block remembering = new Remembering().block(joined);
    effort.spend(parts);
    Block hoisted = Hoisting.hoist(remembering, scope);
    effort.spend(parts);
    return Pruning.prune(hoisted, scope.size());
  }
}
