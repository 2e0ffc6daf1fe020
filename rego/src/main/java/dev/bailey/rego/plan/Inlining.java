package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts an operation where its only use is, instead of a slot, if it is evaluated there just as
 * often and an undefined value has the same effect.
 */
final class Inlining extends Rewriter {
  private final int[] reads;

  Inlining(Block whole, int slots) {
    this.reads = Uses.count(whole, slots);
  }

  @Override
  Block block(Block block) {
    List<Step> out = new ArrayList<>();
    for (Step step : block.steps()) {
      Place place = new Place(out);
      Step changed = place.step(super.step(step));
      place.remove();
      out.add(changed);
    }
    Place place = new Place(out);
    Sink sink = place.sink(super.sink(block.sink()));
    place.remove();
    return new Block(out, sink);
  }

  /** Replaces slots in the operands of one step, but not inside of blocks. */
  private final class Place extends Rewriter {
    private final List<Step> before;
    private final Map<Integer, Step.Bind> movable = new HashMap<>();
    private final List<Step> moved = new ArrayList<>();

    Place(List<Step> before) {
      this.before = before;
      boolean last = true;
      for (int i = before.size() - 1; i >= 0 && !Uses.isBoundary(before.get(i)); i--) {
        if (before.get(i) instanceof Step.Bind bind
            && reads[bind.slot()] == 1
            && (last || Uses.isLookup(bind.value()))) {
          movable.put(bind.slot(), bind);
        } else {
          last = false;
        }
      }
    }

    void remove() {
      before.removeAll(moved);
    }

    @Override
    Block block(Block block) {
      return block;
    }

    @Override
    Op op(Op op) {
      if (op instanceof Op.Local(int slot)) {
        Step.Bind bind = movable.remove(slot);
        if (bind != null) {
          moved.add(bind);
          return op(bind.value());
        }
      }
      return super.op(op);
    }
  }
}
