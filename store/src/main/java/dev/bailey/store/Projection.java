package dev.bailey.store;

import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A ledger whose events are folded into the store as soon as they are durable, and before the
 * caller of {@link #append} goes on. A store that cannot take an event never takes the event back:
 * it is durable, and the store catches up with the next one or at the next start.
 */
public final class Projection implements Ledger {
  private final Ledger ledger;
  private final Store store;
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
  private final Consumer<RuntimeException> troubles;
  private final ReentrantLock order = new ReentrantLock();

  /**
   * @param troubles told when the store could not take an event
   */
  public Projection(Ledger ledger, Store store, Consumer<RuntimeException> troubles) {
    this.ledger = ledger;
    this.store = store;
    this.troubles = troubles;
    store.catchUp(ledger);
  }

  /** Tells each new event, in order, after it is folded in. The listener must be quick. */
  public void listen(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  @Override
  public Appended append(EventType type, Subject subject, long epoch, Json.Obj body) {
    Appended appended = ledger.append(type, subject, epoch, body);
    if (appended instanceof Appended.Durable durable) {
      project(new Entry(durable.index(), durable.event()));
    }
    return appended;
  }

  private void project(Entry entry) {
    order.lock();
    try {
      long next = store.caughtUpTo();
      if (entry.index() == next) {
        take(entry);
      } else if (entry.index() > next) {
        ledger.read(next, this::take);
      }
    } catch (RuntimeException behind) {
      troubles.accept(behind);
    } finally {
      order.unlock();
    }
  }

  private void take(Entry entry) {
    store.apply(entry);
    for (Consumer<Entry> listener : listeners) {
      listener.accept(entry);
    }
  }

  @Override
  public long size() {
    return ledger.size();
  }

  @Override
  public void read(long fromIndex, Consumer<Entry> reader) {
    ledger.read(fromIndex, reader);
  }

  @Override
  public List<Entry> history(Subject subject) {
    return ledger.history(subject);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
