package dev.bailey.rego.builtin.document;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Parts of documents by paths. */
public final class PathBuiltins {
  private static final String BY_PATHS =
      "(object: object[any: any],"
          + " paths: any<array[any<string, array[any]>], set[any<string, array[any]>]>)"
          + " -> object[any: any]";

  private PathBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary("json.filter", BY_PATHS, PathBuiltins::filter),
        Builtin.binary("json.remove", BY_PATHS, PathBuiltins::remove),
        Builtin.binary(
            "json.patch",
            "(target: any, patches: array[object<op: string, path: any>[any: any]]) -> any",
            Patch::apply));
  }

  private static Value filter(Value a, Value paths) throws BuiltinException {
    RegoObject object = Operands.object(a, 1);
    return PathTree.of(paths).filter(object);
  }

  private static Value remove(Value a, Value paths) throws BuiltinException {
    RegoObject object = Operands.object(a, 1);
    return PathTree.of(paths).remove(object);
  }
}
