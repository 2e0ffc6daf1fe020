package dev.bailey.rego.plan;

import java.util.BitSet;

/** Finds comprehensions inside of loops that depend on little and are worth remembering. */
final class Remembering extends Rewriter {
  /** With more slots than these, the same values hardly come twice. */
  private static final int MOST = 3;

  private final int slots;
  private int loops;

  Remembering(int slots) {
    this.slots = slots;
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
    Contents contents = new Contents(slots);
    contents.block(collect.block());
    BitSet free = contents.reads;
    free.andNot(contents.writes);
    return contents.loops && Uses.isSilent(collect.block()) && free.cardinality() <= MOST
        ? new Op.Remember(collect, free.stream().boxed().toList())
        : changed;
  }

  /** What is inside of a comprehension. */
  private static final class Contents extends Rewriter {
    final BitSet reads;
    final BitSet writes;
    boolean loops;

    Contents(int slots) {
      this.reads = new BitSet(slots);
      this.writes = new BitSet(slots);
    }

    @Override
    Step step(Step step) {
      loops |= Uses.isLoop(step);
      writes.or(Uses.bound(step));
      return super.step(step);
    }

    @Override
    Op op(Op op) {
      if (op instanceof Op.Local(int slot)) {
        reads.set(slot);
      }
      return super.op(op);
    }
  }
}
