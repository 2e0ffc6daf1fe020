package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds nested objects with values or sets as leaves. */
final class PathBuilder {
  /** A map of this kind, a {@link RegoSet.Builder}, or a {@link Value}. */
  private @Nullable Object root;

  private static final class Level {
    final Map<Value, Object> entries = new HashMap<>();
  }

  /**
   * Puts a value at a path, or adds it to the set at a path.
   *
   * @return false if something else is there
   */
  boolean put(Value[] path, Value value, boolean member) {
    Level level = null;
    for (int i = 0; i < path.length; i++) {
      Object at = level == null ? root : level.entries.get(path[i - 1]);
      if (at == null) {
        at = new Level();
        set(level, path, i, at);
      }
      if (!(at instanceof Level deeper)) {
        return false;
      }
      level = deeper;
    }
    Object there = level == null ? root : level.entries.get(path[path.length - 1]);
    if (!member) {
      if (there == null) {
        set(level, path, path.length, value);
      }
      return there == null || there.equals(value);
    }
    if (there == null) {
      there = RegoSet.builder();
      set(level, path, path.length, there);
    }
    if (there instanceof RegoSet.Builder builder) {
      builder.add(value);
      return true;
    }
    return false;
  }

  private void set(@Nullable Level level, Value[] path, int length, Object value) {
    if (level == null) {
      root = value;
    } else {
      level.entries.put(path[length - 1], value);
    }
  }

  /** What was built; null if nothing was put. */
  @Nullable Value build() {
    return root == null ? null : build(root);
  }

  private static Value build(Object part) {
    return switch (part) {
      case Level level -> {
        RegoObject.Builder builder = RegoObject.builder();
        level.entries.forEach((key, value) -> builder.put(key, build(value)));
        yield builder.build();
      }
      case RegoSet.Builder builder -> builder.build();
      case Value value -> value;
      default -> throw new IllegalStateException();
    };
  }
}
