package dev.bailey.worker.attempt;

/**
 * Told of each boundary between two steps of an attempt. In service it does nothing; the crash test
 * ends the agent there.
 */
@FunctionalInterface
public interface Faults {
  /** Nothing happens between steps. */
  Faults NONE = point -> {};

  /** The step before this point is over, the one after it has not begun. */
  void at(FaultPoint point);
}
