package dev.bailey.server;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A ledger that keeps its events in memory. */
public final class MemoryLedger implements Ledger {
  public MemoryLedger() {}

  private final List<Event> events = new ArrayList<>();
  private final Map<Subject, Event> last = new HashMap<>();

  /** Type of the actions on which no decision can be recorded; empty if there is room for all. */
  volatile String full = "";

  @Override
  public synchronized Appended append(EventType type, Subject subject, long epoch, Json.Obj body) {
    if (body.object("action").text("type").orElse("none").equals(full)) {
      return new Appended.Unavailable("no room");
    }
    Event before = last.get(subject);
    Event event =
        new Event(
            type,
            Instant.parse("2026-11-23T10:00:00Z").plusMillis(events.size()),
            subject,
            before == null ? 0 : before.seq() + 1,
            before == null ? Digest.NONE : before.digest(),
            epoch,
            body);
    last.put(subject, event);
    events.add(event);
    return new Appended.Durable(events.size() - 1, event);
  }

  @Override
  public synchronized long size() {
    return events.size();
  }

  @Override
  public void read(long fromIndex, Consumer<Entry> reader) {
    List<Event> now;
    synchronized (this) {
      now = List.copyOf(events);
    }
    for (int i = (int) fromIndex; i < now.size(); i++) {
      reader.accept(new Entry(i, now.get(i)));
    }
  }

  @Override
  public void close() {}
}
