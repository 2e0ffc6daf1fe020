package dev.bailey.policy;

import java.util.List;

/** The verdict on questions that were asked together. */
public sealed interface Decision {
  /**
   * Every question is allowed.
   *
   * @param answers one for each question, in order
   * @param state digest of the enforcer's state after this decision, 64 hexadecimal digits
   */
  record Allowed(List<Answer> answers, String state) implements Decision {
    public Allowed {
      answers = List.copyOf(answers);
    }
  }

  /** At least one is not; the enforcer's state is as it was before. */
  record Denied(Denial denial) implements Decision {}
}
