package dev.bailey.policy;

import java.util.List;

/**
 * One attempt's state under a policy: what is mounted, what has started. Used by one thread at a
 * time.
 */
public interface Enforcer {
  /** Decides questions that belong to one effect together: all are allowed, or nothing changed. */
  Decision decide(List<Question> questions);

  /** Forgets its last decision, as if it had not been asked, because nobody could record that. */
  default void undo() {}

  /**
   * How it would come to a no: the rules and expressions that count, one line each, with the values
   * they had. Nothing is remembered of it.
   *
   * @return nothing if all is allowed, or if this policy has nothing to show
   */
  default List<String> trace(List<Question> questions) {
    return List.of();
  }
}
