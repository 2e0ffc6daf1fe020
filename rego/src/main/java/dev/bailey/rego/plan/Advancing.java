package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Moves what is quickly found out before loops, calls and reads of rules that it does not depend
 * on: most bodies that do not hold then fail at once, and nothing is looked up again in a loop.
 */
final class Advancing extends Rewriter {
  @Override
  Block block(Block block) {
    List<Step> out = new ArrayList<>();
    // What a quick step goes before, and the slots that are bound only there.
    List<Step> behind = new ArrayList<>();
    Set<Integer> late = new HashSet<>();
    int replaced = 0;
    for (Step original : block.steps()) {
      Step step = step(original);
      if (replaced == 0 && isQuick(step) && Collections.disjoint(late, Uses.slots(step))) {
        out.add(step);
        continue;
      }
      replaced += step instanceof Step.Enter ? 1 : step instanceof Step.Leave ? -1 : 0;
      late.addAll(Uses.bound(step));
      behind.add(step);
      if (replaced == 0 && !Uses.isSilent(step)) {
        out.addAll(behind);
        behind = new ArrayList<>();
        late = new HashSet<>();
      }
    }
    out.addAll(behind);
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
