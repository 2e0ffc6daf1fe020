package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks up what loops ask of input and base data once, before the first of them. */
final class Hoisting extends Rewriter {
  private final Scope scope;
  private final Map<Op, Integer> hoisted = new LinkedHashMap<>();
  private int loops;
  private int replaced;

  private Hoisting(Scope scope) {
    this.scope = scope;
  }

  static Block hoist(Block block, Scope scope) {
    Hoisting hoisting = new Hoisting(scope);
    List<Step> steps = new ArrayList<>();
    int first = -1;
    int outside = 0;
    for (Step step : block.steps()) {
      if (hoisting.replaced == 0) {
        outside = steps.size();
      }
      Step changed = hoisting.step(step);
      if (first < 0 && (hoisting.loops > 0 || !hoisting.hoisted.isEmpty())) {
        first = outside;
      }
      steps.add(changed);
    }
    Sink sink = hoisting.sink(block.sink());
    if (hoisting.hoisted.isEmpty()) {
      return block;
    }
    List<Step> lets = new ArrayList<>();
    hoisting.hoisted.forEach((op, slot) -> lets.add(new Step.Let(slot, op)));
    steps.addAll(first < 0 ? steps.size() : first, lets);
    return new Block(steps, sink);
  }

  @Override
  Block block(Block block) {
    int before = loops;
    Block changed = super.block(block);
    loops = before;
    return changed;
  }

  @Override
  Step step(Step step) {
    if (step instanceof Step.Every every) {
      Op domain = op(every.domain());
      loops++;
      Block block = block(every.block());
      loops--;
      return new Step.Every(domain, every.key(), every.value(), block);
    }
    if (step instanceof Step.Leave) {
      replaced--;
    }
    Step changed = super.step(step);
    if (step instanceof Step.Enter) {
      replaced++;
    } else if (Uses.isLoop(step)) {
      loops++;
    }
    return changed;
  }

  @Override
  Op op(Op op) {
    return loops > 0 && replaced == 0 && isPath(op)
        ? new Op.Local(hoisted.computeIfAbsent(op, o -> scope.temporary()))
        : super.op(op);
  }

  /** Whether it is at least one constant step into input or base data. */
  @SuppressWarnings("ReferenceEquality") // no step was taken off
  private static boolean isPath(Op op) {
    Op at = op;
    while (at instanceof Op.Get(Op of, Op key) && key instanceof Op.Const) {
      at = of;
    }
    return at instanceof Op.Base base
        ? base.path().stream().allMatch(step -> step instanceof Op.Const)
        : at instanceof Op.Input && at != op;
  }
}
