package dev.bailey.job.gate;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A ledger that forgets when the test ends, and that can be made to fail. */
public final class MemoryLedger implements Ledger {
  public final List<Event> events = new ArrayList<>();
  Optional<String> broken = Optional.empty();

  @Override
  public synchronized Appended append(EventType type, Subject subject, long epoch, Json.Obj body) {
    if (broken.isPresent()) {
      return new Appended.Unavailable(broken.get());
    }
    List<Event> own = events.stream().filter(e -> e.subject().equals(subject)).toList();
    Digest prev = own.isEmpty() ? Digest.NONE : own.getLast().digest();
    Event event = new Event(type, Instant.EPOCH, subject, own.size(), prev, epoch, body);
    events.add(event);
    return new Appended.Durable(events.size() - 1L, event);
  }

  @Override
  public long size() {
    return events.size();
  }

  @Override
  public void read(long fromIndex, Consumer<Entry> reader) {
    for (int i = (int) fromIndex; i < events.size(); i++) {
      reader.accept(new Entry(i, events.get(i)));
    }
  }

  @Override
  public void close() {}
}
