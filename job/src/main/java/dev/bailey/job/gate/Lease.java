package dev.bailey.job.gate;

/**
 * What keeps an effect going after its permit was taken, until its outcome is recorded. Made from
 * the permit, or again from its decision after a restart.
 */
public final class Lease {
  private final long decision;

  Lease(long decision) {
    this.decision = decision;
  }

  /** Position of the decision in its subject's chain of events. */
  public long decision() {
    return decision;
  }
}
