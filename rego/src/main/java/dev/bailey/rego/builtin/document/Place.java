package dev.bailey.rego.builtin.document;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** What a path leads to in a document, and the document with something else there. */
final class Place {
  private Place() {}

  /** Changes the container in which a path ends. */
  private interface Change {
    Value apply(Value container, Value step) throws BuiltinException;
  }

  static Value find(Value document, RegoArray path) throws BuiltinException {
    Value at = document;
    for (Value step : path) {
      at = below(at, step);
    }
    return at;
  }

  static Value add(Value document, RegoArray path, Value value) throws BuiltinException {
    return path.size() == 0
        ? value
        : change(document, path, (container, step) -> inserted(container, step, value));
  }

  /** The path has at least one step. */
  static Value remove(Value document, RegoArray path) throws BuiltinException {
    return change(document, path, Place::removed);
  }

  /** Copies the containers along a path, from the changed one outwards. */
  private static Value change(Value document, RegoArray path, Change change)
      throws BuiltinException {
    int last = path.size() - 1;
    Value[] containers = new Value[path.size()];
    containers[0] = document;
    for (int i = 0; i < last; i++) {
      containers[i + 1] = below(containers[i], path.at(i));
    }
    Value changed = change.apply(containers[last], path.at(last));
    for (int i = last - 1; i >= 0; i--) {
      changed = replaced(containers[i], path.at(i), changed);
    }
    return changed;
  }

  private static Value below(Value container, Value step) throws BuiltinException {
    return switch (container) {
      case RegoObject o -> existing(o.get(step), step, o);
      case RegoSet s -> existing(s.get(step), step, s);
      case RegoArray a -> {
        long index = index(a, step);
        yield existing(a.get(index), RegoNumber.of(index), a);
      }
      default -> throw scalar(container);
    };
  }

  private static Value existing(@Nullable Value found, Value step, Value container)
      throws BuiltinException {
    if (found == null) {
      throw BuiltinException.failed(
          "path " + step + " does not exist in " + container.kind().text() + " term " + container);
    }
    return found;
  }

  private static Value inserted(Value container, Value step, Value value) throws BuiltinException {
    return switch (container) {
      case RegoObject o -> o.put(step, value);
      case RegoSet s -> {
        if (!step.equals(value)) {
          throw BuiltinException.failed(
              "set key " + step + " does not equal value to be inserted " + value);
        }
        yield s.with(value);
      }
      case RegoArray a -> {
        long index = index(a, step);
        if (index < 0 || index > a.size()) {
          throw BuiltinException.failed("index for array insertion out of bounds");
        }
        yield spliced(a, (int) index, 0, RegoArray.of(value));
      }
      default -> throw scalar(container);
    };
  }

  private static Value removed(Value container, Value step) throws BuiltinException {
    return switch (container) {
      case RegoObject o when o.containsKey(step) -> o.remove(step);
      case RegoSet s when s.contains(step) -> s.without(step);
      case RegoArray a -> {
        long index = index(a, step);
        if (index < 0 || index >= a.size()) {
          throw BuiltinException.failed("index for array delete out of bounds");
        }
        yield spliced(a, (int) index, 1, RegoArray.EMPTY);
      }
      default -> {
        if (container.kind().compareTo(Kind.ARRAY) < 0) {
          throw scalar(container);
        }
        throw BuiltinException.failed("cannot delete child key " + step + " that does not exist");
      }
    };
  }

  private static Value replaced(Value container, Value step, Value value) throws BuiltinException {
    return switch (container) {
      case RegoObject o -> o.put(step, value);
      case RegoSet s -> s.without(step).with(value);
      case RegoArray a -> spliced(a, (int) index(a, step), 1, RegoArray.of(value));
      default -> throw scalar(container);
    };
  }

  private static RegoArray spliced(RegoArray array, int at, int removed, RegoArray added) {
    return array.slice(0, at).concat(added).concat(array.slice(at + removed, array.size()));
  }

  /** The index that a step means; {@code -} is the one after the last. */
  private static long index(RegoArray array, Value step) throws BuiltinException {
    return switch (step) {
      case RegoNumber n when n.isCustomaryLong() -> n.longValue();
      case RegoNumber n -> throw BuiltinException.failed("invalid number type for indexing");
      case RegoString s when s.text().equals("-") -> array.size();
      case RegoString s -> index(s.text());
      default -> throw BuiltinException.failed("invalid type for indexing");
    };
  }

  private static long index(String text) throws BuiltinException {
    if (text.length() > 1 && text.charAt(0) == '0') {
      throw BuiltinException.failed("leading zeros are not allowed in JSON paths");
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw BuiltinException.failed("invalid string for indexing");
    }
  }

  private static BuiltinException scalar(Value found) {
    String kind = found.kind().text();
    return BuiltinException.failed(
        "expected composite type, found value: "
            + found
            + " (type: ast."
            + Character.toUpperCase(kind.charAt(0))
            + kind.substring(1)
            + ")");
  }
}
