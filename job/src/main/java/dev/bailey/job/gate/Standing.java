package dev.bailey.job.gate;

/**
 * The right to carry out one and the same action again and again, until its outcome is recorded.
 * Made from a permit, which is used up by that.
 *
 * @param <A> the kind of action
 */
public final class Standing<A extends Action> {
  private final A action;
  private final long decision;
  private volatile boolean over;

  Standing(A action, long decision) {
    this.action = action;
    this.decision = decision;
  }

  /**
   * The action as the policy narrowed it.
   *
   * @throws IllegalStateException after its outcome
   */
  public A action() {
    if (over) {
      throw new IllegalStateException("used after its outcome: " + action.name());
    }
    return action;
  }

  /** Position of the decision in its subject's chain of events. */
  public long decision() {
    return decision;
  }

  void end() {
    over = true;
  }
}
