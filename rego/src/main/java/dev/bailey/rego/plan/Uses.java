package dev.bailey.rego.plan;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

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

  private final IntConsumer reader;

  private Uses(IntConsumer reader) {
    this.reader = reader;
  }

  /** How often each slot is read. */
  static int[] count(Block block, int slots) {
    int[] reads = new int[slots];
    new Uses(slot -> reads[slot]++).block(block);
    return reads;
  }

  /** How many operations there are in a block; a measure of its size. */
  static long parts(Block block) {
    long[] count = {1};
    new Rewriter() {
      @Override
      Op op(Op op) {
        count[0]++;
        return super.op(op);
      }
    }.block(block);
    return count[0];
  }

  /** The slots that are read. */
  static Set<Integer> slots(Op op) {
    Set<Integer> read = new HashSet<>();
    new Uses(read::add).op(op);
    return read;
  }

  /** The slots that a step reads. */
  static Set<Integer> slots(Step step) {
    Set<Integer> read = new HashSet<>();
    new Uses(read::add).step(step);
    return read;
  }

  /** The slots that a step itself binds for the steps after it. */
  static Set<Integer> bound(Step step) {
    return switch (step) {
      case Step.Bind s -> set(s.slot());
      case Step.Let s -> set(s.slot());
      case Step.Scan s -> set(s.key(), s.value());
      case Step.Join s -> set(s.key(), s.value());
      case Step.Every s -> set(s.key(), s.value());
      case Step.ScanKeys s -> set(s.key());
      case Step.Relate s -> set(s.result());
      default -> set();
    };
  }

  private static Set<Integer> set(int... slots) {
    Set<Integer> all = new HashSet<>();
    for (int slot : slots) {
      if (slot != Step.NOWHERE) {
        all.add(slot);
      }
    }
    return all;
  }

  @Override
  Op op(Op op) {
    if (op instanceof Op.Local local) {
      reader.accept(local.slot());
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
    Silence silence = new Silence();
    silence.block(block);
    return silence.kept;
  }

  static boolean isSilent(Step step) {
    Silence silence = new Silence();
    silence.step(step);
    return silence.kept;
  }

  private static final class Silence extends Rewriter {
    boolean kept = true;

    @Override
    Op op(Op op) {
      kept &= !(op instanceof Op.Invoke call && OUTPUTS.contains(call.builtin()));
      return super.op(op);
    }
  }

  /**
   * Whether a block does more than a few lookups, tests and calls of builtins, or is not silent.
   */
  static boolean isCostly(Block block) {
    boolean[] costly = {!isSilent(block)};
    new Rewriter() {
      @Override
      Op op(Op op) {
        costly[0] |= op instanceof Op.Collect || op instanceof Op.Apply || op instanceof Op.Read;
        return super.op(op);
      }

      @Override
      Step step(Step step) {
        costly[0] |= isLoop(step) || step instanceof Step.Every || step instanceof Step.Enter;
        return super.step(step);
      }
    }.block(block);
    return costly[0];
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
