package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.Map;
import java.util.function.Supplier;

/** Sees how an evaluation goes, expression by expression; called by the evaluating thread. */
public interface Watcher {
  /** What happens at an expression. */
  enum Event {
    /** It is about to be evaluated. */
    EVAL,
    /** It held, and what follows it has been tried: it is looked at again for another way. */
    REDO,
    /** It did not hold, in no way. */
    FAIL
  }

  /**
   * Something happened at an expression.
   *
   * @param locals the variables bound before it, by their names in the source, if wanted
   */
  void at(Event event, Point point, Supplier<Map<String, Value>> locals);

  /** The rules of a document, or a function, are about to be evaluated. */
  default void enter(String document) {}

  /** They gave something, or not. */
  default void leave(String document, boolean defined) {}

  /** A policy called {@code trace}. */
  default void note(String text) {}
}
