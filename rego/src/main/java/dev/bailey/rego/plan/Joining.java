package dev.bailey.rego.plan;

import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a loop over a collection, followed by tests that something in the element is equal to what
 * is known outside of the loop, into a join: these elements can be found without looking at all.
 */
final class Joining extends Rewriter {
  @Override
  Block block(Block block) {
    List<Step> steps = block.steps().stream().map(this::step).toList();
    List<Step> out = new ArrayList<>();
    for (int i = 0; i < steps.size(); ) {
      if (steps.get(i) instanceof Step.Scan scan && scan.value() != Step.NOWHERE) {
        i = join(steps, i, scan, out);
      } else {
        out.add(steps.get(i++));
      }
    }
    return new Block(out, sink(block.sink()));
  }

  /** Joins a loop with the tests after it, and gives the place behind these. */
  private static int join(List<Step> steps, int at, Step.Scan scan, List<Step> out) {
    List<List<Value>> paths = new ArrayList<>();
    List<Op> wanted = new ArrayList<>();
    Set<Integer> inside = Uses.bound(scan);
    List<Step> kept = new ArrayList<>();
    int i = at + 1;
    for (; i < steps.size() && Uses.isQuiet(steps.get(i)); i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Bind(int slot, Op value)) {
        inside.add(slot);
      }
      if (!(step instanceof Step.Same(Op left, Op right)
          && (add(left, right, scan, inside, paths, wanted)
              || add(right, left, scan, inside, paths, wanted)))) {
        kept.add(step);
      }
    }
    out.add(
        paths.isEmpty()
            ? scan
            : new Step.Join(scan.collection(), scan.key(), scan.value(), paths, wanted));
    out.addAll(kept);
    return i;
  }

  private static boolean add(
      Op of,
      Op other,
      Step.Scan scan,
      Set<Integer> inside,
      List<List<Value>> paths,
      List<Op> wanted) {
    List<Value> path = path(of, scan.value());
    if (path == null || !Uses.isLookup(other) || !Collections.disjoint(inside, Uses.slots(other))) {
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
