package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;

/**
 * Whether a collection is part of another: all pairs of an object, deep in values that are objects,
 * sets or arrays on both sides; all members of a set; an array as a stretch of another. A set may
 * be part of an array, too.
 */
final class Subset {
  /** Objects nested deeper are compared for equality. */
  private static final int MAX_DEPTH = 1_000;

  private final CallContext context;

  private Subset(CallContext context) {
    this.context = context;
  }

  static Value test(CallContext context, Value[] arguments) throws BuiltinException {
    Value all = arguments[0];
    Value part = arguments[1];
    boolean comparable =
        switch (all) {
          case RegoObject o -> part instanceof RegoObject;
          case RegoSet s -> part instanceof RegoSet;
          case RegoArray a -> part instanceof RegoArray || part instanceof RegoSet;
          default -> false;
        };
    if (!comparable) {
      throw BuiltinException.type(
          "both arguments object.subset must be of the same type or array and set");
    }
    return RegoBoolean.of(
        (all instanceof RegoArray a && part instanceof RegoSet s)
            ? holds(a, s)
            : new Subset(context).contains(all, part, 0));
  }

  private boolean contains(Value all, Value part, int depth) {
    if (depth > MAX_DEPTH) {
      return all.equals(part);
    }
    return switch (all) {
      case RegoObject x when part instanceof RegoObject y -> objects(x, y, depth);
      case RegoSet x when part instanceof RegoSet y -> y.isSubsetOf(x);
      case RegoArray x when part instanceof RegoArray y -> arrays(x, y);
      default -> all.equals(part);
    };
  }

  private boolean objects(RegoObject all, RegoObject part, int depth) {
    for (int i = 0; i < part.size(); i++) {
      Value value = all.get(part.unorderedKey(i));
      if (value == null || !contains(value, part.unorderedValue(i), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean arrays(RegoArray all, RegoArray part) {
    for (int from = 0; from + part.size() <= all.size(); from++) {
      int i = 0;
      while (i < part.size() && all.at(from + i).equals(part.at(i))) {
        i++;
      }
      context.spend(i);
      if (i == part.size()) {
        return true;
      }
    }
    return false;
  }

  /** An empty array holds nothing, not even an empty set: the reference's choice. */
  private static boolean holds(RegoArray all, RegoSet part) {
    return all.size() > 0 && part.isSubsetOf(RegoSet.of(all));
  }
}
