package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts an operation where its only use is, instead of a slot, if it is evaluated there just as
 * often, an undefined value has the same effect, and nothing is tried that was not tried before.
 */
final class Inlining extends Rewriter {
  /** How far before its use an operation is looked for. */
  private static final int REACH = 64;

  private final int[] reads;

  Inlining(Block whole, int slots) {
    this.reads = Uses.count(whole, slots);
  }

  @Override
  Block block(Block block) {
    List<Step> out = new ArrayList<>();
    for (Step step : block.steps()) {
      Step[] changed = {super.step(step)};
      take(
          out,
          place -> {
            changed[0] = place.step(changed[0]);
            return place;
          });
      out.add(changed[0]);
    }
    Sink[] sink = {super.sink(block.sink())};
    take(
        out,
        place -> {
          sink[0] = place.sink(sink[0]);
          return place;
        });
    return new Block(out, sink[0]);
  }

  /** Takes operations from the end of the steps so far and gives them to what uses them. */
  private void take(List<Step> before, UnaryOperator<Place> user) {
    for (int i = before.size() - 1; i >= Math.max(0, before.size() - REACH); i--) {
      Step step = before.get(i);
      if (step instanceof Step.Bind bind
          && reads[bind.slot()] == 1
          && user.apply(new Place(bind)).found) {
        before.remove(i);
      } else if (!Uses.isQuiet(step)) {
        return;
      }
    }
  }

  /** Replaces a slot, unless something that is not quiet is evaluated before it is read. */
  private static final class Place extends Rewriter {
    private final Step.Bind bind;
    private boolean late;
    private boolean found;

    Place(Step.Bind bind) {
      this.bind = bind;
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
