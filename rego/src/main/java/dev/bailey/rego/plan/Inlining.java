package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts an operation where its only use is, instead of a slot, if it is evaluated there just as
 * often, an undefined value has the same effect, and nothing is tried that was not tried before.
 */
final class Inlining extends Rewriter {
  /** How far before its use an operation is looked for. */
  private static final int REACH = 64;

  /**
   * What would have more parts stays as it is: what grows without end is slow to plan, and nests
   * deeper than a stack.
   */
  private static final int MOST_PARTS = 256;

  private final int[] reads;

  Inlining(Block whole, int slots) {
    this.reads = Uses.count(whole, slots);
  }

  @Override
  Block block(Block block) {
    List<Step> out = new ArrayList<>();
    for (Step step : block.steps()) {
      Step[] changed = {super.step(step)};
      take(out, place -> changed[0] = place.step(changed[0]));
      out.add(changed[0]);
    }
    Sink[] sink = {super.sink(block.sink())};
    take(out, place -> sink[0] = place.sink(sink[0]));
    return new Block(out, sink[0]);
  }

  /** Takes operations from the end of the steps so far and gives them to what uses them. */
  private void take(List<Step> before, Consumer<Outside> user) {
    Parts parts = new Parts();
    user.accept(parts);
    for (int i = before.size() - 1; i >= Math.max(0, before.size() - REACH); i--) {
      Step step = before.get(i);
      if (step instanceof Step.Bind bind
          && reads[bind.slot()] == 1
          && parts.read.contains(bind.slot())
          && parts.haveRoomFor(bind.value())
          && Place.of(bind, user)) {
        parts.op(bind.value());
        before.remove(i);
      } else if (!Uses.isQuiet(step)) {
        return;
      }
    }
  }

  /** Goes through what is not in blocks of its own. */
  private abstract static class Outside extends Rewriter {
    @Override
    Block block(Block block) {
      return block;
    }
  }

  /** Counts the parts of operations, and finds the slots that they read. */
  private static final class Parts extends Outside {
    private final Set<Integer> read = new HashSet<>();
    private int count;

    boolean haveRoomFor(Op op) {
      Parts more = new Parts();
      more.op(op);
      return count + more.count <= MOST_PARTS;
    }

    @Override
    Op op(Op op) {
      count++;
      if (op instanceof Op.Local(int slot)) {
        read.add(slot);
      }
      return super.op(op);
    }
  }

  /** Replaces a slot, unless something that is not quiet is evaluated before it is read. */
  private static final class Place extends Outside {
    private final Step.Bind bind;
    private boolean late;
    private boolean found;

    Place(Step.Bind bind) {
      this.bind = bind;
    }

    /** Whether the slot could be replaced. */
    static boolean of(Step.Bind bind, Consumer<Outside> user) {
      Place place = new Place(bind);
      user.accept(place);
      return place.found;
    }

    @Override
    Block block(Block block) {
      late = true;
      return block;
    }

    @Override
    Op op(Op op) {
      if (!late && op instanceof Op.Local(int slot) && slot == bind.slot()) {
        found = true;
        late = !Uses.isQuiet(bind.value());
        return bind.value();
      }
      Op changed = super.op(op);
      late |= !Uses.isQuiet(changed);
      return changed;
    }
  }
}
