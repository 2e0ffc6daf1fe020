package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.List;

/** Leaves out slots that nobody reads, and the order of loops where nobody can see it. */
final class Pruning extends Rewriter {
  private final int[] reads;
  private boolean ordered;

  private Pruning(int[] reads) {
    this.reads = reads;
  }

  static Block prune(Block block, int slots) {
    return new Pruning(Uses.count(block, slots)).block(block);
  }

  @Override
  Block block(Block block) {
    boolean before = ordered;
    ordered = isOrdered(block);
    List<Step> steps = new ArrayList<>();
    for (Step step : block.steps()) {
      if (!(step instanceof Step.Let let && reads[let.slot()] == 0)) {
        steps.add(step(step));
      }
    }
    Block pruned = new Block(steps, sink(block.sink()));
    ordered = before;
    return pruned;
  }

  private static boolean isOrdered(Block block) {
    return block.sink() instanceof Sink.Append
        || block.sink() instanceof Sink.Row
        || !Uses.isSilent(block);
  }

  @Override
  Step step(Step step) {
    Step changed = super.step(step);
    return switch (changed) {
      case Step.Bind s -> new Step.Bind(used(s.slot()), s.value());
      case Step.Scan s -> new Step.Scan(s.collection(), used(s.key()), used(s.value()), ordered);
      case Step.Join s ->
          new Step.Join(s.collection(), used(s.key()), used(s.value()), s.paths(), s.wanted());
      case Step.Every s -> new Step.Every(s.domain(), used(s.key()), used(s.value()), s.block());
      default -> changed;
    };
  }

  private int used(int slot) {
    return slot == Step.NOWHERE || reads[slot] == 0 ? Step.NOWHERE : slot;
  }
}
