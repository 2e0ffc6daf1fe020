package dev.bailey.policy.enforce;

import dev.bailey.policy.decision.PolicyDecision;
import java.util.Optional;

/**
 * What an enforcer says to a request.
 *
 * @param <R> what an allowed request is given
 */
public sealed interface Verdict<R> {
  /** Yes, with this. */
  record Allowed<R>(R grant) implements Verdict<R> {}

  /**
   * No.
   *
   * @param message for the one who asked; carries the decision if there is one
   * @param decision absent if no policy was asked, or if its answer could not be used
   */
  record Denied<R>(String message, Optional<PolicyDecision> decision) implements Verdict<R> {
    /** The same no for a request of another kind. */
    public <S> Denied<S> of() {
      return new Denied<>(message, decision);
    }
  }

  static <R> Verdict<R> allowed(R grant) {
    return new Allowed<>(grant);
  }

  static <R> Verdict<R> denied(String message) {
    return new Denied<>(message, Optional.empty());
  }

  default boolean isAllowed() {
    return this instanceof Allowed<R>;
  }
}
