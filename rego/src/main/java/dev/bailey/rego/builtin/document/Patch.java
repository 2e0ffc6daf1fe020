package dev.bailey.rego.builtin.document;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Patches of RFC 6902 on any value; sets are patched by member. */
final class Patch {
  private Patch() {}

  /** The patched target; {@code null} if it was removed as a whole. */
  static @Nullable Value apply(Value target, Value patches) throws BuiltinException {
    RegoArray operations = Operands.array(patches, 2);
    for (Value operation : operations) {
      if (!(operation instanceof RegoObject)) {
        throw BuiltinException.failed(
            "must be an array of JSON-Patch objects, but at least one element is not an object");
      }
    }
    Value document = target;
    for (Value operation : operations) {
      document = apply(document, (RegoObject) operation);
    }
    return document;
  }

  private static @Nullable Value apply(@Nullable Value document, RegoObject operation)
      throws BuiltinException {
    String name = name(operation);
    RegoArray path = Path.of(attribute(operation, "path"));
    if (path.size() == 0 && name.equals("add")) {
      return attribute(operation, "value");
    }
    if (document == null) {
      throw BuiltinException.failed("deleted node encountered during " + name + " operation");
    }
    return switch (name) {
      case "add" -> Place.add(document, path, attribute(operation, "value"));
      case "remove" -> remove(document, path);
      case "replace" -> {
        Value value = attribute(operation, "value");
        yield path.size() == 0 ? value : Place.add(Place.remove(document, path), path, value);
      }
      case "copy" ->
          Place.add(document, path, Place.find(document, Path.of(attribute(operation, "from"))));
      case "move" -> move(document, Path.of(attribute(operation, "from")), path);
      case "test" -> {
        Value wanted = attribute(operation, "value");
        Value found = Place.find(document, path);
        if (!found.equals(wanted)) {
          throw BuiltinException.failed(
              "value from EditTree != patch value.\n\nExpected: " + wanted + "\n\nFound: " + found);
        }
        yield document;
      }
      default -> throw BuiltinException.failed("unrecognized op: '" + name + "'");
    };
  }

  private static @Nullable Value remove(Value document, RegoArray path) throws BuiltinException {
    return path.size() == 0 ? null : Place.remove(document, path);
  }

  private static Value move(Value document, RegoArray from, RegoArray to) throws BuiltinException {
    Value moved = Place.find(document, from);
    if (to.size() == 0) {
      return moved;
    }
    if (from.size() == 0) {
      throw BuiltinException.failed("deleted node encountered during insert operation");
    }
    return Place.add(Place.remove(document, from), to, moved);
  }

  private static String name(RegoObject operation) throws BuiltinException {
    Value name = attribute(operation, "op");
    if (name instanceof RegoString s) {
      return s.text();
    }
    throw BuiltinException.failed(
        "attribute 'op' must be a string but found: " + name.kind().text());
  }

  private static Value attribute(RegoObject operation, String name) throws BuiltinException {
    Value value = operation.get(name);
    if (value == null) {
      throw BuiltinException.failed("missing required attribute '" + name + "'");
    }
    return value;
  }
}
