package dev.bailey.job.run;

import java.time.Instant;

/**
 * Where a running job is reached, and how it is.
 *
 * @param address in the job's network, as the host reaches it; empty if it has none
 * @param addressSix the same for IPv6; empty if it has none
 */
public record Serving(String address, String addressSix, Health health) {
  /** How the checks of a service went. */
  public enum State {
    /** It is not checked. */
    UNCHECKED,
    /** No check has passed yet, and failures do not count yet. */
    STARTING,
    /** The last check passed. */
    HEALTHY,
    /** The last check failed. */
    UNHEALTHY
  }

  /**
   * What the checks of a service have shown so far.
   *
   * @param reason why the last check failed; empty if it passed, or there was none
   * @param failures failed checks in a row that count
   * @param since when it came to that state
   */
  public record Health(State state, String reason, long failures, Instant since) {
    /** Of what nobody checks. */
    public static final Health UNCHECKED = new Health(State.UNCHECKED, "", 0, Instant.EPOCH);

    /** Of what was not checked yet. */
    public static Health starting(Instant began) {
      return new Health(State.STARTING, "", 0, began);
    }
  }
}
