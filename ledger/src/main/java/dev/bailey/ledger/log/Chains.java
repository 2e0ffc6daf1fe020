package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the chain of every subject stands. One thread advances it; any thread may look. Subjects
 * whose attempt is closed move to a second map until somebody who remembers them elsewhere says
 * {@link #forget}.
 */
final class Chains {
  /** Stands for "no earlier event". */
  static final long NOWHERE = -1;

  /**
   * End of one chain.
   *
   * @param count events so far, so also the next sequence number
   * @param last digest of the last event
   * @param lastIndex its position in the log
   */
  record Head(long count, Digest last, long lastIndex) {
    static final Head START = new Head(0, Digest.NONE, NOWHERE);
  }

  private final Map<Subject, Head> open = new ConcurrentHashMap<>();
  private final Map<Subject, Head> closed = new ConcurrentHashMap<>();

  static Chains of(Map<Subject, Head> open) {
    Chains chains = new Chains();
    chains.open.putAll(open);
    return chains;
  }

  /** A copy that advances by itself. */
  Chains copy() {
    Chains chains = of(open);
    chains.closed.putAll(closed);
    return chains;
  }

  Map<Subject, Head> open() {
    return Map.copyOf(open);
  }

  Optional<Head> head(Subject subject) {
    return Optional.ofNullable(open.get(subject));
  }

  /** The end of a closed subject that is not forgotten yet. */
  Optional<Head> closed(Subject subject) {
    return Optional.ofNullable(closed.get(subject));
  }

  void forget(Subject subject) {
    closed.remove(subject);
  }

  /** Checks that an event continues its subject's chain, or says why not. */
  Optional<String> objection(Event event) {
    Subject subject = event.subject();
    if (closed.containsKey(subject)) {
      return Optional.of(subject + " has an event after its end");
    }
    Head head = open.getOrDefault(subject, Head.START);
    if (event.seq() != head.count()) {
      return Optional.of(
          subject + " has event " + event.seq() + " where " + head.count() + " is due");
    }
    if (!event.prev().equals(head.last())) {
      return Optional.of(subject + ", event " + event.seq() + " names another predecessor");
    }
    if (event.type() == EventType.ATTEMPT_CLOSED) {
      return closingObjection(event);
    }
    return Optional.empty();
  }

  /** Moves the chain on by an event that was found to continue it. */
  void advance(long index, Event event, Digest digest) {
    Head head = new Head(event.seq() + 1, digest, index);
    if (event.type() == EventType.ATTEMPT_CLOSED) {
      closed.put(event.subject(), head);
      open.remove(event.subject());
    } else {
      open.put(event.subject(), head);
    }
  }

  private static Optional<String> closingObjection(Event event) {
    boolean agrees =
        !event.subject().isNode()
            && event.body().whole("count").equals(Optional.of(event.seq()))
            && event.body().text("head").equals(Optional.of(event.prev().hex()));
    return agrees
        ? Optional.empty()
        : Optional.of(event.subject() + " is closed with a count or head that is not its own");
  }
}
