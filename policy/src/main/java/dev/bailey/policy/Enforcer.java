package dev.bailey.policy;

import java.util.List;

/**
 * One attempt's state under a policy: what is mounted, what has started. Used by one thread at a
 * time.
 */
public interface Enforcer {
  /** Decides questions that belong to one effect together: all are allowed, or nothing changed. */
  Decision decide(List<Question> questions);
}
