package dev.bailey.job.gate;

import dev.bailey.ledger.Event;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.policy.Policy;
import java.util.List;

/**
 * The node's gate: one policy in force and one ledger, from which each subject gets its own gate.
 */
public final class Gatehouse {
  private final Ledger ledger;
  private final Policy policy;
  private final long epoch;

  /**
   * @param epoch number of this policy among those this node has had, from 1
   */
  public Gatehouse(Ledger ledger, Policy policy, long epoch) {
    this.ledger = ledger;
    this.policy = policy;
    this.epoch = epoch;
  }

  /** A gate with fresh enforcer state for a subject that has asked nothing yet. */
  public Gate gate(Subject subject) {
    return new Gate(ledger, policy, epoch, subject);
  }

  /**
   * A gate for a subject that has asked before: its allowed decisions are asked again, and the
   * state they lead to must be the one that was recorded, so that nothing mounted or started is
   * forgotten.
   *
   * @param history all events of the subject so far, in order
   */
  public Resumed resume(Subject subject, List<Event> history) {
    Gate gate = gate(subject);
    for (Event event : history) {
      if (!gate.replays(event)) {
        return new Resumed.Differs(
            subject + ": event " + event.seq() + " cannot be repeated under this policy");
      }
    }
    return new Resumed.Ready(gate);
  }

  /** What resuming brought. */
  public sealed interface Resumed {
    /** The gate knows what it knew. */
    record Ready(Gate gate) implements Resumed {}

    /** The recorded state cannot be reached again; the subject may not go on. */
    record Differs(String reason) implements Resumed {}
  }

  /** The policy in force. */
  public Policy policy() {
    return policy;
  }

  /** The number of the policy in force. */
  public long epoch() {
    return epoch;
  }
}
