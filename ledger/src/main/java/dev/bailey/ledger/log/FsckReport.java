package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.util.List;

/**
 * What reading the whole ledger again brought.
 *
 * @param size number of events that the checkpoint covers
 * @param root the root found from the events, not the one the checkpoint claims
 * @param later events of the journal that no checkpoint covers yet
 * @param olderFound whether a checkpoint that somebody kept was given and is a beginning of this
 *     log
 * @param problems what does not fit; empty if all does
 */
public record FsckReport(
    long size, Digest root, long later, boolean olderFound, List<Problem> problems) {
  /** Most problems listed; reading stops there. */
  public static final int MAX_PROBLEMS = 100;

  /**
   * One thing that does not fit.
   *
   * @param index the event concerned, or the size of the tree where it concerns the whole
   */
  public record Problem(long index, String what) {}

  public FsckReport {
    problems = List.copyOf(problems);
  }

  /** Whether everything fits. */
  public boolean sound() {
    return problems.isEmpty();
  }
}
