package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Functions that are replaced, the latest first.
 *
 * @param target name of a builtin, or a document of a function
 * @param value what calls give; null if {@code other} is called
 * @param other what is called instead
 */
record Mocks(Object target, @Nullable Value value, @Nullable Callable other, @Nullable Mocks next) {
  /** Something that can be called. */
  interface Callable {
    @Nullable Value call(Context c, Value[] arguments);
  }

  /** What stands in for a function, or null if it is as it was. */
  static @Nullable Mocks find(@Nullable Mocks mocks, Object target) {
    for (Mocks m = mocks; m != null; m = m.next) {
      if (m.target.equals(target)) {
        return m;
      }
    }
    return null;
  }

  /** Calls what stands in; it sees no replaced functions itself. */
  @Nullable Value call(Context c, Value[] arguments) {
    return other == null ? value : other.call(c.unmocked(), arguments);
  }
}
