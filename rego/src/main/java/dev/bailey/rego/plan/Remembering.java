package dev.bailey.rego.plan;

import java.util.HashSet;
import java.util.Set;

/** Finds comprehensions inside of loops that depend on little and are worth remembering. */
final class Remembering extends Rewriter {
  /** With more slots than these, the same values hardly come twice. */
  private static final int MOST = 3;

  private int loops;

  @Override
  Block block(Block block) {
    int before = loops;
    Block changed = super.block(block);
    loops = before;
    return changed;
  }

  @Override
  Step step(Step step) {
    if (step instanceof Step.Every) {
      loops++;
    }
    Step changed = super.step(step);
    if (step instanceof Step.Every) {
      loops--;
    } else if (Uses.isLoop(step)) {
      loops++;
    }
    return changed;
  }

  @Override
  Op op(Op op) {
    Op changed = super.op(op);
    if (loops == 0 || !(changed instanceof Op.Collect collect)) {
      return changed;
    }
    Contents contents = new Contents();
    contents.block(collect.block());
    Set<Integer> free = contents.reads;
    free.removeAll(contents.writes);
    return contents.loops && Uses.isSilent(collect.block()) && free.size() <= MOST
        ? new Op.Remember(collect, free.stream().sorted().toList())
        : changed;
  }

  /** What is inside of a comprehension. */
  private static final class Contents extends Rewriter {
    final Set<Integer> reads = new HashSet<>();
    final Set<Integer> writes = new HashSet<>();
    boolean loops;

    @Override
    Step step(Step step) {
      loops |= Uses.isLoop(step);
      writes.addAll(Uses.bound(step));
      return super.step(step);
    }

    @Override
    Op op(Op op) {
      if (op instanceof Op.Local(int slot)) {
        reads.add(slot);
      }
      return super.op(op);
    }
  }
}
