package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.Map;
import java.util.function.Supplier;

/** Sees how an evaluation goes, expression by expression; called by the evaluating thread. */
public interface Watcher {
  /**
   * What happens at a point; each EVAL is followed by one of the others, unless an error ends all.
   */
  enum Event {
    /** It is about to be evaluated. */
    EVAL,
    /** It held, and what follows it has been tried: it is looked at again for another way. */
    REDO,
    /** It did not hold, in no way. */
    FAIL,
    /** It held, and no other way is looked for. */
    DONE
  }

  /**
   * Something happened at an expression.
   *
   * @param locals the variables bound before it, by their names in the source, if wanted
   */
  void at(Event event, Point point, Supplier<Map<String, Value>> locals);

  /** A policy called {@code trace}. */
  default void note(String text) {}
}
