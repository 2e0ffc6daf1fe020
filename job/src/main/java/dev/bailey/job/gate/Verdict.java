package dev.bailey.job.gate;

import dev.bailey.policy.Denial;

/**
 * The gate's answer.
 *
 * @param <A> the kind of action that was asked for
 */
public sealed interface Verdict<A extends Action> {
  /** It may happen, once. */
  record Granted<A extends Action>(Permit<A> permit) implements Verdict<A> {}

  /** It may not happen; the refusal is recorded. */
  record Refused<A extends Action>(Denial denial) implements Verdict<A> {}

  /** It may not happen because it could not be recorded. */
  record Unrecorded<A extends Action>(String reason) implements Verdict<A> {}
}
