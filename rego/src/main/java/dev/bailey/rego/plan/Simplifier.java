package dev.bailey.rego.plan;

/** Makes the block of a rule or query shorter and quicker without changing what it gives. */
final class Simplifier {
  private Simplifier() {}

  static Block simplify(Plan plan, Block block, Scope scope) {
    Block folded = new Folding(plan).block(block);
    Block advanced = new Advancing().block(folded);
    Block inlined = new Inlining(advanced, scope.size()).block(advanced);
    Block joined = new Joining().block(inlined);
    Block remembering = new Remembering().block(joined);
    return Pruning.prune(Hoisting.hoist(remembering, scope), scope.size());
  }
}
