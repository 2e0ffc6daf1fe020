package dev.bailey.job.gate;

import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.policy.Policy;
import dev.bailey.policy.Question;
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
   * A gate with the enforcer state of a subject that an earlier agent served.
   *
   * @param allowed the questions of its allowed decisions, in order, as they are recorded
   */
  public Gate resume(Subject subject, List<List<Question>> allowed) {
    Gate gate = gate(subject);
    allowed.forEach(gate::replay);
    return gate;
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
