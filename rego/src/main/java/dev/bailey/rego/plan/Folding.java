package dev.bailey.rego.plan;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes what is known when planning, removes slots that only repeat a constant or another slot,
 * and turns {@code ==} into a test of its own.
 */
final class Folding extends Rewriter {
  private final Plan plan;
  private final Map<Integer, Op> known = new HashMap<>();

  Folding(Plan plan) {
    this.plan = plan;
  }

  @Override
  Block block(Block block) {
    List<Step> steps = new ArrayList<>();
    for (Step step : block.steps()) {
      Step folded = step(step);
      if (folded instanceof Step.Bind(int slot, Op value)
          && (value instanceof Op.Const || value instanceof Op.Local)) {
        known.put(slot, value);
      } else if (!holds(folded)) {
        steps.add(folded);
      }
    }
    return new Block(steps, sink(block.sink()));
  }

  private static boolean holds(Step step) {
    return switch (step) {
      case Step.Test(Op value) ->
          value instanceof Op.Const c && !c.value().equals(RegoBoolean.FALSE);
      case Step.Same(Op left, Op right) ->
          left instanceof Op.Const a && right instanceof Op.Const b && a.value().equals(b.value());
      default -> false;
    };
  }

  @Override
  Step step(Step step) {
    Step folded = super.step(step);
    if (folded instanceof Step.Test(Op value)
        && value instanceof Op.Invoke call
        && call.builtin().equals("equal")
        && call.arguments().size() == 2
        && !plan.isReplaced("equal")) {
      return new Step.Same(call.arguments().get(0), call.arguments().get(1));
    }
    return folded;
  }

  @Override
  Op op(Op op) {
    if (op instanceof Op.Local local) {
      Op value = known.get(local.slot());
      return value == null ? local : value;
    }
    Op folded = super.op(op);
    Value value = value(folded);
    return value == null ? folded : new Op.Const(value);
  }

  private @Nullable Value value(Op op) {
    return switch (op) {
      case Op.ArrayOf o when constant(o.items()) -> RegoArray.of(values(o.items()));
      case Op.SetOf o when constant(o.items()) -> RegoSet.of(values(o.items()));
      case Op.ObjectOf o when constant(o.keys()) && constant(o.values()) -> {
        RegoObject.Builder out = RegoObject.builder();
        for (int i = 0; i < o.keys().size(); i++) {
          out.put(values(o.keys()).get(i), values(o.values()).get(i));
        }
        yield out.build();
      }
      case Op.Get(Op of, Op key) when of instanceof Op.Const a && key instanceof Op.Const b ->
          a.value().get(b.value());
      case Op.Invoke o when constant(o.arguments()) && !plan.isReplaced(o.builtin()) ->
          plan.options().builtins().find(o.builtin()).map(b -> call(b, o)).orElse(null);
      default -> null;
    };
  }

  private static boolean constant(List<Op> ops) {
    return ops.stream().allMatch(op -> op instanceof Op.Const);
  }

  private static List<Value> values(List<Op> ops) {
    return ops.stream().map(op -> ((Op.Const) op).value()).toList();
  }

  /** What a pure builtin gives; nothing if it fails, throws or takes too long. */
  private static @Nullable Value call(Builtin builtin, Op.Invoke call) {
    if (builtin.effect() != Builtin.Effect.PURE) {
      return null;
    }
    List<Value> values = values(call.arguments());
    try {
      return switch (builtin.code()) {
        case BuiltinCode.Unary f -> f.call(values.get(0));
        case BuiltinCode.Binary f -> f.call(values.get(0), values.get(1));
        case BuiltinCode.Ternary f -> f.call(values.get(0), values.get(1), values.get(2));
        case BuiltinCode.General f ->
            f.call(new PlanningContext(call.location()), values.toArray(Value[]::new));
        default -> null;
      };
    } catch (BuiltinException | RuntimeException e) {
      return null;
    }
  }
}
