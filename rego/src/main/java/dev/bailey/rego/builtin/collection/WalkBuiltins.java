package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode.Relation;
import dev.bailey.rego.builtin.BuiltinCode.Results;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.Arrays;
import java.util.List;

/** The relation from a value to all values inside, each with its path, outer ones first. */
public final class WalkBuiltins {
  private WalkBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.pure("walk", "(x: any) -> array<array[any], any>", (Relation) WalkBuiltins::walk));
  }

  private static void walk(CallContext context, Value[] arguments, Results results)
      throws BuiltinException {
    if (!results.add(RegoArray.of(RegoArray.EMPTY, arguments[0]))) {
      return;
    }
    Value[] containers = new Value[4];
    containers[0] = arguments[0];
    Value[] keys = new Value[4];
    int[] next = new int[4];
    int depth = arguments[0].size() > 0 ? 1 : 0;
    while (depth > 0) {
      int top = depth - 1;
      if (next[top] == containers[top].size()) {
        depth--;
        continue;
      }
      Value container = containers[top];
      Value key = key(container, next[top]);
      Value value = value(container, next[top]);
      next[top]++;
      keys[top] = key;
      context.spend(depth);
      Value path = RegoArray.wrap(Arrays.copyOf(keys, depth));
      if (!results.add(RegoArray.of(path, value))) {
        return;
      }
      if (value.size() > 0) {
        if (depth == next.length) {
          containers = Arrays.copyOf(containers, 2 * depth);
          keys = Arrays.copyOf(keys, 2 * depth);
          next = Arrays.copyOf(next, 2 * depth);
        }
        containers[depth] = value;
        next[depth++] = 0;
      }
    }
  }

  private static Value key(Value container, int index) {
    return switch (container) {
      case RegoArray a -> RegoNumber.of(index);
      case RegoSet s -> s.at(index);
      case RegoObject o -> o.keyAt(index);
      default -> throw new IllegalArgumentException("not a container");
    };
  }

  private static Value value(Value container, int index) {
    return switch (container) {
      case RegoArray a -> a.at(index);
      case RegoSet s -> s.at(index);
      case RegoObject o -> o.valueAt(index);
      default -> throw new IllegalArgumentException("not a container");
    };
  }
}
