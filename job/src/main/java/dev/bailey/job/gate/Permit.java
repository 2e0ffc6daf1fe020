package dev.bailey.job.gate;

import dev.bailey.ledger.Digest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to carry out one action once. Only the {@link Gate} makes one, after the decision is on
 * disk.
 *
 * @param <A> the kind of action
 */
public final class Permit<A extends Action> {
  private final A action;
  private final long decision;
  private final AtomicBoolean taken = new AtomicBoolean();

  Permit(A action, long decision) {
    this.action = action;
    this.decision = decision;
  }

  /**
   * The action as the policy narrowed it. The effect reads what to do from here.
   *
   * @throws IllegalStateException the second time; a permit is for one use
   */
  public A take() {
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException("permit used twice: " + action.name());
    }
    return action;
  }

  /** Position of the decision in its subject's chain of events. */
  public long decision() {
    return decision;
  }

  /** What keeps a long effect going; its outcome ends it. */
  public Lease lease() {
    return new Lease(decision);
  }

  /**
   * The right to do it again and again; uses the permit up.
   *
   * @throws IllegalStateException the second time
   */
  public Standing<A> standing() {
    return new Standing<>(take(), decision);
  }

  /** Digest of the narrowed action. */
  public Digest digest() {
    return Digest.of(action.json());
  }
}
