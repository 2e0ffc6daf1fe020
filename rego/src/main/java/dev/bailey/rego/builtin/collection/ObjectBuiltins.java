package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Builtins on objects. */
public final class ObjectBuiltins {
  private static final String BY_KEYS =
      "(object: object[any: any], keys: any<array[any], object[any: any], set[any]>)"
          + " -> object[any: any]";

  private ObjectBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.ternary(
            "object.get",
            "(object: object[any: any], key: any, default: any) -> any",
            ObjectBuiltins::get),
        Builtin.unary(
            "object.keys",
            "(object: object[any: any]) -> set[any]",
            a -> Operands.object(a, 1).keySet()),
        Builtin.binary("object.remove", BY_KEYS, (a, keys) -> select(a, keys, false)),
        Builtin.binary("object.filter", BY_KEYS, (a, keys) -> select(a, keys, true)),
        Builtin.binary(
            "object.union",
            "(a: object[any: any], b: object[any: any]) -> object[any: any]",
            (a, b) -> ObjectUnion.of(Operands.object(a, 1), Operands.object(b, 2))),
        Builtin.unary(
            "object.union_n",
            "(objects: array[object[any: any]]) -> object[any: any]",
            ObjectBuiltins::unionAll),
        Builtin.general(
            "object.subset",
            "(super: any<array[any], object[any: any], set[any]>,"
                + " sub: any<array[any], object[any: any], set[any]>) -> boolean",
            Subset::test));
  }

  private static Value get(Value a, Value key, Value otherwise) throws BuiltinException {
    RegoObject object = Operands.object(a, 1);
    if (!(key instanceof RegoArray path)) {
      Value found = object.get(key);
      return found == null ? otherwise : found;
    }
    Value at = object;
    for (int i = 0; i < path.size(); i++) {
      at = at.get(path.at(i));
      if (at == null) {
        return otherwise;
      }
    }
    return at;
  }

  private static Value select(Value a, Value keys, boolean in) throws BuiltinException {
    RegoObject object = Operands.object(a, 1);
    RegoSet chosen =
        switch (keys) {
          case RegoArray k -> RegoSet.of(k);
          case RegoSet k -> k;
          case RegoObject k -> k.keySet();
          default -> throw Operands.wrong(keys, 2, "object", "set", "array");
        };
    RegoObject.Builder kept = RegoObject.builder();
    for (int i = 0; i < object.size(); i++) {
      if (chosen.contains(object.unorderedKey(i)) == in) {
        kept.put(object.unorderedKey(i), object.unorderedValue(i));
      }
    }
    return kept.size() == object.size() ? object : kept.build();
  }

  private static Value unionAll(Value a) throws BuiltinException {
    RegoArray objects = Operands.array(a, 1);
    RegoObject.Builder all = RegoObject.builder();
    for (Value next : objects) {
      if (!(next instanceof RegoObject object)) {
        throw Operands.element(1, objects.kind(), "objects", next);
      }
      for (int i = 0; i < object.size(); i++) {
        Value key = object.unorderedKey(i);
        Value value = object.unorderedValue(i);
        all.put(
            key,
            value instanceof RegoObject right && all.get(key) instanceof RegoObject left
                ? ObjectUnion.of(left, right)
                : value);
      }
    }
    return all.build();
  }
}
