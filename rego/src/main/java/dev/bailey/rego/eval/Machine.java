package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Something that a plan has been made into and that can be run: a query, which gives rows to the
 * session, or an entry point, which gives a value.
 */
@FunctionalInterface
interface Machine {
  /** Runs it; null is undefined, or the result of a query. */
  @Nullable Value run(Context context);
}
