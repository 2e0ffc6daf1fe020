package dev.bailey.policy.interpreter;

/** Where an interpreter tells what it does. */
@FunctionalInterface
public interface Log {
  /** Tells nobody. */
  Log NOWHERE = (label, text) -> {};

  /**
   * One entry.
   *
   * @param label such as {@code INFO}
   * @param text without an end of line of its own
   */
  void add(String label, String text);
}
