package dev.bailey.rego.builtin.document;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several paths into a document, by their common beginnings. */
final class PathTree {
  /** Paths with more steps are an error, so that walking them cannot exhaust the stack. */
  private static final int MAX_STEPS = 1_000;

  private final Map<Value, PathTree> steps = new LinkedHashMap<>();
  private boolean end;

  /** The tree of the paths in an array or a set; empty paths do not count. */
  static PathTree of(Value paths) throws BuiltinException {
    PathTree root = new PathTree();
    switch (paths) {
      case RegoArray a -> root.add(a);
      case RegoSet s -> root.add(s);
      default -> throw Operands.wrong(paths, 2, "set", "array");
    }
    return root;
  }

  private void add(Iterable<Value> paths) throws BuiltinException {
    for (Value text : paths) {
      RegoArray path = Path.of(text);
      if (path.size() > MAX_STEPS) {
        throw BuiltinException.failed("path of more than " + MAX_STEPS + " steps");
      }
      PathTree at = this;
      for (Value step : path) {
        at = at.steps.computeIfAbsent(step, s -> new PathTree());
      }
      at.end = path.size() > 0;
    }
  }

  /** What the paths lead to, with all that stands around it left out. */
  Value filter(Value value) {
    if (end) {
      return value;
    }
    return switch (value) {
      case RegoObject o -> {
        RegoObject.Builder kept = RegoObject.builder();
        steps.forEach((step, below) -> {
          Value inner = o.get(step);
          if (inner != null) {
            kept.put(step, below.filter(inner));
          }
        });
        yield kept.build();
      }
      case RegoSet s -> {
        RegoSet.Builder kept = RegoSet.builder();
        steps.forEach((step, below) -> {
          if (s.contains(step)) {
            kept.add(below.filter(step));
          }
        });
        yield kept.build();
      }
      case RegoArray a -> {
        RegoArray.Builder kept = RegoArray.builder();
        for (int i = 0; i < a.size(); i++) {
          PathTree below = at(i);
          if (below != null) {
            kept.add(below.filter(a.at(i)));
          }
        }
        yield kept.build();
      }
      default -> value;
    };
  }

  /** All but what the paths lead to. */
  Value remove(Value value) {
    return switch (value) {
      case RegoObject o -> {
        RegoObject left = o;
        for (Map.Entry<Value, PathTree> step : steps.entrySet()) {
          Value inner = o.get(step.getKey());
          if (inner != null) {
            left =
                step.getValue().end
                    ? left.remove(step.getKey())
                    : left.put(step.getKey(), step.getValue().remove(inner));
          }
        }
        yield left;
      }
      case RegoSet s -> {
        RegoSet left = s;
        for (Map.Entry<Value, PathTree> step : steps.entrySet()) {
          if (s.contains(step.getKey())) {
            left = left.without(step.getKey());
            if (!step.getValue().end) {
              left = left.with(step.getValue().remove(step.getKey()));
            }
          }
        }
        yield left;
      }
      case RegoArray a -> {
        RegoArray.Builder left = RegoArray.builder();
        for (int i = 0; i < a.size(); i++) {
          PathTree below = at(i);
          if (below == null) {
            left.add(a.at(i));
          } else if (!below.end) {
            left.add(below.remove(a.at(i)));
          }
        }
        yield left.build();
      }
      default -> value;
    };
  }

  /** The tree below an index of an array, which paths write as text. */
  private @Nullable PathTree at(int index) {
    return steps.get(RegoString.of(Integer.toString(index)));
  }
}
