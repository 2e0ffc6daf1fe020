package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Arithmetic;
import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value from all members of a collection. */
public final class AggregateBuiltins {
  private static final String OF_NUMBERS =
      "(collection: any<array[number], set[number]>) -> number";
  private static final String OF_ANY = "(collection: any<array[any], set[any]>) -> any";

  private AggregateBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "count",
            "(collection: any<string, array[any], object[any: any], set[any]>) -> number",
            AggregateBuiltins::count),
        Builtin.unary("sum", OF_NUMBERS, AggregateBuiltins::sum),
        Builtin.unary("product", OF_NUMBERS, AggregateBuiltins::product),
        Builtin.unary("max", OF_ANY, AggregateBuiltins::max),
        Builtin.unary("min", OF_ANY, AggregateBuiltins::min),
        Builtin.unary(
            "sort",
            "(collection: any<array[any], set[any]>) -> array[any]",
            AggregateBuiltins::sort),
        Builtin.unary("all", "(any<array[any], set[any]>) -> boolean", AggregateBuiltins::every)
            .onlyV0(),
        Builtin.unary("any", "(any<array[any], set[any]>) -> boolean", AggregateBuiltins::any)
            .onlyV0());
  }

  private static Value count(Value a) throws BuiltinException {
    return switch (a) {
      case RegoArray x -> RegoNumber.of(x.size());
      case RegoSet x -> RegoNumber.of(x.size());
      case RegoString s -> RegoNumber.of(s.codePoints());
      default -> {
        if (a.kind() == Kind.OBJECT) {
          yield RegoNumber.of(a.size());
        }
        throw Operands.wrong(a, 1, "array", "object", "set", "string");
      }
    };
  }

  /** The members of an array in order, or those of a set in any order. */
  private static Value member(Value collection, int index) {
    return collection instanceof RegoArray a
        ? a.at(index)
        : ((RegoSet) collection).unordered(index);
  }

  private static void requireCollection(Value a) throws BuiltinException {
    if (!(a instanceof RegoArray || a instanceof RegoSet)) {
      throw Operands.wrong(a, 1, "set", "array");
    }
  }

  private static Value sum(Value a) throws BuiltinException {
    requireCollection(a);
    long small = 0; // as long as all members are ints: 2^31 of them fit
    for (int i = 0; i < a.size(); i++) {
      if (!(member(a, i) instanceof RegoNumber n) || !n.isInt()) {
        return Arithmetic.sum(numbers(a));
      }
      small += n.longValue();
    }
    return RegoNumber.of(small);
  }

  private static Value product(Value a) throws BuiltinException {
    requireCollection(a);
    return Arithmetic.product(numbers(a));
  }

  private static RegoNumber[] numbers(Value collection) throws BuiltinException {
    RegoNumber[] numbers = new RegoNumber[collection.size()];
    for (int i = 0; i < numbers.length; i++) {
      Value member = collection instanceof RegoArray a ? a.at(i) : ((RegoSet) collection).at(i);
      if (!(member instanceof RegoNumber n)) {
        throw Operands.element(1, collection.kind(), "numbers", member);
      }
      numbers[i] = n;
    }
    return numbers;
  }

  private static @Nullable Value max(Value a) throws BuiltinException {
    requireCollection(a);
    return a.size() == 0 ? null : extreme(a, 1);
  }

  /** In a set, {@code null} counts only if there is nothing else: the reference's choice. */
  private static @Nullable Value min(Value a) throws BuiltinException {
    requireCollection(a);
    Value all = a instanceof RegoSet s && s.size() > 1 ? s.without(RegoNull.NULL) : a;
    return all.size() == 0 ? null : extreme(all, -1);
  }

  /** The last of the greatest members, or of the least if the sign is -1. */
  private static Value extreme(Value collection, int sign) {
    Value best = member(collection, 0);
    for (int i = 1; i < collection.size(); i++) {
      Value next = member(collection, i);
      if (sign * Integer.signum(next.compareTo(best)) >= 0) {
        best = next;
      }
    }
    return best;
  }

  private static Value sort(Value a) throws BuiltinException {
    return switch (a) {
      case RegoArray x -> x.sorted();
      case RegoSet x -> x.toArray();
      default -> throw Operands.wrong(a, 1, "set", "array");
    };
  }

  private static Value every(Value a) throws BuiltinException {
    requireCollection(a);
    for (int i = 0; i < a.size(); i++) {
      if (!RegoBoolean.TRUE.equals(member(a, i))) {
        return RegoBoolean.FALSE;
      }
    }
    return RegoBoolean.TRUE;
  }

  private static Value any(Value a) throws BuiltinException {
    requireCollection(a);
    for (int i = 0; i < a.size(); i++) {
      if (RegoBoolean.TRUE.equals(member(a, i))) {
        return RegoBoolean.TRUE;
      }
    }
    return RegoBoolean.FALSE;
  }
}
