package dev.bailey.rego.plan;

import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a loop over a collection, followed by tests that something in the element is equal to what
 * is known outside of the loop, into a join: these elements can be found without looking at all.
 */
final class Joining extends Rewriter {
  private final int slots;

  Joining(int slots) {
    this.slots = slots;
  }

  @Override
  Block block(Block block) {
    List<Step> steps = new ArrayList<>();
    block.steps().forEach(step -> steps.add(step(step)));
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Scan scan && scan.value() != Step.NOWHERE) {
        join(steps, i, scan);
      }
    }
    return new Block(steps, sink(block.sink()));
  }

  private void join(List<Step> steps, int at, Step.Scan scan) {
    List<List<Value>> paths = new ArrayList<>();
    List<Op> wanted = new ArrayList<>();
    BitSet inside = new BitSet();
    inside.set(scan.value());
    if (scan.key() != Step.NOWHERE) {
      inside.set(scan.key());
    }
    List<Step> kept = new ArrayList<>();
    int i = at + 1;
    for (; i < steps.size() && Uses.isQuiet(steps.get(i)); i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Bind(int slot, Op value)) {
        inside.set(slot);
      }
      if (!(step instanceof Step.Same(Op left, Op right)
          && (add(left, right, scan, inside, paths, wanted)
              || add(right, left, scan, inside, paths, wanted)))) {
        kept.add(step);
      }
    }
    if (!paths.isEmpty()) {
      List<Step> rest = new ArrayList<>(steps.subList(i, steps.size()));
      steps.subList(at, steps.size()).clear();
      steps.add(new Step.Join(scan.collection(), scan.key(), scan.value(), paths, wanted));
      steps.addAll(kept);
      steps.addAll(rest);
    }
  }

  private boolean add(
      Op of, Op other, Step.Scan scan, BitSet inside, List<List<Value>> paths, List<Op> wanted) {
    List<Value> path = path(of, scan.value());
    if (path == null || !Uses.isLookup(other) || Uses.slots(other, slots).intersects(inside)) {
      return false;
    }
    paths.add(path);
    wanted.add(other);
    return true;
  }

  /** The constant steps from a slot, if that is what an operation is. */
  private static @Nullable List<Value> path(Op op, int slot) {
    List<Value> path = new ArrayList<>();
    Op at = op;
    while (at instanceof Op.Get(Op of, Op key) && key instanceof Op.Const c) {
      path.addFirst(c.value());
      at = of;
    }
    return at instanceof Op.Local local && local.slot() == slot ? path : null;
  }
}
