package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Builtins on arrays. */
public final class ArrayBuiltins {
  private ArrayBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "array.concat", "(x: array[any], y: array[any]) -> array[any]", ArrayBuiltins::concat),
        Builtin.unary("array.flatten", "(arr: array[any]) -> array[any]", ArrayBuiltins::flatten),
        Builtin.unary("array.reverse", "(arr: array[any]) -> array[any]", ArrayBuiltins::reverse),
        Builtin.ternary(
            "array.slice",
            "(arr: array[any], start: number, stop: number) -> array[any]",
            ArrayBuiltins::slice));
  }

  private static Value concat(Value a, Value b) throws BuiltinException {
    return Operands.array(a, 1).concat(Operands.array(b, 2));
  }

  private static Value flatten(Value a) throws BuiltinException {
    RegoArray.Builder flat = RegoArray.builder();
    for (Value item : Operands.array(a, 1)) {
      if (item instanceof RegoArray inner) {
        flat.addAll(inner);
      } else {
        flat.add(item);
      }
    }
    return flat.build();
  }

  private static Value reverse(Value a) throws BuiltinException {
    RegoArray array = Operands.array(a, 1);
    int n = array.size();
    Value[] items = new Value[n];
    for (int i = 0; i < n; i++) {
      items[n - 1 - i] = array.at(i);
    }
    return RegoArray.wrap(items);
  }

  private static Value slice(Value a, Value from, Value to) throws BuiltinException {
    RegoArray array = Operands.array(a, 1);
    int start = (int) Math.clamp(Operands.integer(from, 2), 0L, array.size());
    int stop = (int) Math.clamp(Operands.integer(to, 3), 0L, array.size());
    return start < stop ? array.slice(start, stop) : RegoArray.EMPTY;
  }
}
