package dev.bailey.job.gate;

import dev.bailey.job.gate.PolicyShelf.InForce;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.policy.Policy;
import dev.bailey.policy.fragment.FragmentShelf;
import java.util.List;
import java.util.Optional;

/**
 * The node's gate: its policies and one ledger, from which each subject gets its own gate. An
 * attempt keeps the policy under which it began; the node itself follows each change.
 */
public final class Gatehouse {
  private final Ledger ledger;
  private final PolicyShelf shelf;

  public Gatehouse(Ledger ledger, PolicyShelf shelf) {
    this.ledger = ledger;
    this.shelf = shelf;
  }

  /** A node with one policy that never changes. */
  public Gatehouse(Ledger ledger, Policy policy, long epoch) {
    this(ledger, PolicyShelf.only(policy, epoch));
  }

  /** A gate with fresh enforcer state for a subject that has asked nothing yet. */
  public Gate gate(Subject subject) {
    return gate(subject, FragmentShelf.EMPTY);
  }

  /**
   * The same, for a subject that brings signed pieces of policy.
   *
   * @param brought pieces that are not stored yet: that they are is the effect of loading them
   */
  public Gate gate(Subject subject, FragmentShelf brought) {
    FragmentShelf fragments = brought.or(shelf.fragments());
    return subject.isNode()
        ? new Gate(ledger, shelf::current, fragments, subject)
        : gate(subject, shelf.current(), fragments);
  }

  private Gate gate(Subject subject, InForce fixed, FragmentShelf fragments) {
    return new Gate(ledger, () -> fixed, fragments, subject);
  }

  /**
   * A gate for a subject that has asked before, under the policy that it asked: its allowed
   * decisions are asked again, and the state they lead to must be the one that was recorded, so
   * that nothing mounted or started is forgotten.
   *
   * @param history all events of the subject so far, in order
   */
  public Resumed resume(Subject subject, List<Event> history) {
    Optional<Event> first =
        history.stream().filter(event -> event.type() == EventType.DECISION).findFirst();
    Gate gate = gate(subject);
    if (first.isPresent()) {
      String digest = first.get().body().object("policy").text("sha256").orElse("");
      Optional<Policy> policy = shelf.find(digest);
      if (policy.isEmpty()) {
        return new Resumed.Differs(subject + ": its policy " + digest + " cannot be used any more");
      }
      gate = gate(subject, new InForce(policy.get(), first.get().epoch()), shelf.fragments());
    }
    for (Event event : history) {
      if (!gate.replays(event)) {
        return new Resumed.Differs(
            subject + ": event " + event.seq() + " cannot be repeated under its policy");
      }
    }
    return new Resumed.Ready(gate);
  }

  /**
   * A gate for a subject whose recorded state cannot be reached again. What was loaded, mounted or
   * started is forgotten, and whatever a policy says without knowing it may be too much; so only
   * ends are asked about, and all else is refused.
   *
   * @param reason why, as {@link Resumed.Differs} says it
   */
  public Gate barred(Subject subject, String reason) {
    return gate(subject).barred(reason);
  }

  /** What resuming brought. */
  public sealed interface Resumed {
    /** The gate knows what it knew. */
    record Ready(Gate gate) implements Resumed {}

    /** The recorded state cannot be reached again; the subject may not go on. */
    record Differs(String reason) implements Resumed {}
  }
}
