package dev.bailey.ledger;

import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An append-only, durable, ordered record of events. */
public interface Ledger extends AutoCloseable {

  /** What an append brought. */
  sealed interface Appended {
    /** The event is on disk at this index of the log, in this form. */
    record Durable(long index, Event event) implements Appended {}

    /** The event is not recorded, and whatever waits for it must not happen. */
    record Unavailable(String reason) implements Appended {}
  }

  /**
   * Chains the event to its subject's history, writes it and returns when it is on disk. Many
   * callers share one flush.
   *
   * @param body must have a canonical form of fewer than {@link Event#MAX_BYTES} bytes with its
   *     frame
   */
  Appended append(EventType type, Subject subject, long epoch, Json.Obj body);

  /** Number of events on disk. */
  long size();

  /** Reads all events from an index on, in order, up to the size at the time of the call. */
  void read(long fromIndex, Consumer<Entry> reader);

  /** All events of one subject in order; none if it has none. */
  default List<Entry> history(Subject subject) {
    List<Entry> events = new ArrayList<>();
    read(
        0,
        entry -> {
          if (entry.event().subject().equals(subject)) {
            events.add(entry);
          }
        });
    return events;
  }

  /**
   * One event as it is stored.
   *
   * @param index position in the node's log
   */
  record Entry(long index, Event event) {}

  @Override
  void close();
}
