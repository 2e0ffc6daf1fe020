package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Moves what is quickly found out before loops, calls and reads of rules that it does not depend
 * on: most bodies that do not hold then fail at once, and nothing is looked up again in a loop.
 */
final class Advancing extends Rewriter {
  private final int slots;

  Advancing(int slots) {
    this.slots = slots;
  }

  @Override
  Block block(Block block) {
    List<Step> out = new ArrayList<>();
    // Where a quick step may go, and the slots that are bound only after that place.
    int front = 0;
    BitSet late = new BitSet();
    int replaced = 0;
    for (Step original : block.steps()) {
      Step step = step(original);
      if (replaced == 0 && isQuick(step) && !Uses.slots(step, slots).intersects(late)) {
        out.add(front++, step);
        continue;
      }
      replaced += step instanceof Step.Enter ? 1 : step instanceof Step.Leave ? -1 : 0;
      late.or(Uses.bound(step));
      out.add(step);
      if (replaced == 0 && !Uses.isSilent(step)) {
        front = out.size();
        late.clear();
      }
    }
    return new Block(out, sink(block.sink()));
  }

  private static boolean isQuick(Step step) {
    return switch (step) {
      case Step.Bind s -> Uses.isLookup(s.value());
      case Step.Test s -> Uses.isQuiet(step);
      case Step.Same s -> Uses.isQuiet(step);
      case Step.Shape s -> Uses.isQuiet(step);
      default -> false;
    };
  }
}
