package dev.bailey.rego.plan;

import java.util.BitSet;
import java.util.Set;

/** Which slots a part of a plan reads, and what else it depends on. */
final class Uses extends Rewriter {
  /** Builtins that give a value for all arguments, and quickly. */
  private static final Set<String> INFALLIBLE =
      Set.of(
          "equal",
          "neq",
          "lt",
          "lte",
          "gt",
          "gte",
          "internal.member_2",
          "internal.member_3",
          "is_array",
          "is_boolean",
          "is_null",
          "is_number",
          "is_object",
          "is_set",
          "is_string",
          "type_name");

  private static final Set<String> OUTPUTS = Set.of("internal.print", "print", "trace");

  private final int[] reads;

  private Uses(int slots) {
    this.reads = new int[slots];
  }

  /** How often each slot is read. */
  static int[] count(Block block, int slots) {
    Uses uses = new Uses(slots);
    uses.block(block);
    return uses.reads;
  }

  /** The slots that are read. */
  static BitSet slots(Op op, int slots) {
    Uses uses = new Uses(slots);
    uses.op(op);
    BitSet all = new BitSet();
    for (int i = 0; i < slots; i++) {
      all.set(i, uses.reads[i] > 0);
    }
    return all;
  }

  @Override
  Op op(Op op) {
    if (op instanceof Op.Local local) {
      reads[local.slot()]++;
    }
    return super.op(op);
  }

  /** Whether an operation is nothing but steps into values that are there. */
  static boolean isLookup(Op op) {
    return switch (op) {
      case Op.Const o -> true;
      case Op.Local o -> true;
      case Op.Input o -> true;
      case Op.Base o -> o.path().stream().allMatch(Uses::isLookup);
      case Op.Get o -> isLookup(o.of()) && isLookup(o.key());
      default -> false;
    };
  }

  /** Whether an operation can do no more than have a value or be undefined. */
  static boolean isQuiet(Op op) {
    return switch (op) {
      case Op.ArrayOf o -> o.items().stream().allMatch(Uses::isQuiet);
      case Op.SetOf o -> o.items().stream().allMatch(Uses::isQuiet);
      case Op.ObjectOf o ->
          o.keys().stream().allMatch(Uses::isQuiet) && o.values().stream().allMatch(Uses::isQuiet);
      case Op.Invoke o ->
          INFALLIBLE.contains(o.builtin()) && o.arguments().stream().allMatch(Uses::isQuiet);
      default -> isLookup(op);
    };
  }

  /** Whether a step holds at most once and can do no more than hold, bind or fail. */
  static boolean isQuiet(Step step) {
    return switch (step) {
      case Step.Bind s -> isQuiet(s.value());
      case Step.Let s -> isQuiet(s.value());
      case Step.Test s -> isQuiet(s.value());
      case Step.Same s -> isQuiet(s.left()) && isQuiet(s.right());
      case Step.Shape s -> isQuiet(s.value());
      default -> false;
    };
  }

  /** Whether nothing in a block itself writes to a trace or a log. */
  static boolean isSilent(Block block) {
    boolean[] silent = {true};
    new Rewriter() {
      @Override
      Op op(Op op) {
        silent[0] &= !(op instanceof Op.Invoke call && OUTPUTS.contains(call.builtin()));
        return super.op(op);
      }
    }.block(block);
    return silent[0];
  }

  /** Whether a step may hold more than once. */
  static boolean isLoop(Step step) {
    return switch (step) {
      case Step.Scan s -> true;
      case Step.Join s -> true;
      case Step.ScanKeys s -> true;
      case Step.Relate s -> true;
      default -> false;
    };
  }

  /** Whether a step may hold more than once, or changes what is around the steps after it. */
  static boolean isBoundary(Step step) {
    return isLoop(step)
        || step instanceof Step.Enter
        || step instanceof Step.Leave
        || step instanceof Step.Mark;
  }
}
