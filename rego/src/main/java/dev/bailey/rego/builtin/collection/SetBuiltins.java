package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Builtins on sets; the difference is the operator {@code minus} on numbers too. */
public final class SetBuiltins {
  private static final String OF_TWO = "(x: set[any], y: set[any]) -> set[any]";
  private static final String OF_SETS = "(xs: set[set[any]]) -> set[any]";

  private SetBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "and", OF_TWO, (a, b) -> Operands.set(a, 1).intersection(Operands.set(b, 2))),
        Builtin.binary("or", OF_TWO, (a, b) -> Operands.set(a, 1).union(Operands.set(b, 2))),
        Builtin.unary("intersection", OF_SETS, SetBuiltins::intersection),
        Builtin.unary("union", OF_SETS, SetBuiltins::union),
        Builtin.binary(
                "set_diff",
                "(set[any], set[any]) -> set[any]",
                (a, b) -> Operands.set(a, 1).difference(Operands.set(b, 2)))
            .onlyV0());
  }

  private static Value intersection(Value a) throws BuiltinException {
    RegoSet sets = Operands.set(a, 1);
    if (sets.size() == 0) {
      return RegoSet.EMPTY;
    }
    RegoSet common = Operands.set(sets.at(0), 1);
    for (int i = 1; i < sets.size(); i++) {
      common = common.intersection(Operands.set(sets.at(i), 1));
    }
    return common;
  }

  private static Value union(Value a) throws BuiltinException {
    RegoSet sets = Operands.set(a, 1);
    RegoSet.Builder all = RegoSet.builder();
    for (int i = 0; i < sets.size(); i++) {
      all.addAll(Operands.set(sets.at(i), 1));
    }
    return all.build();
  }
}
