package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger.Appended;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that orders events: it takes what has gathered, gives each event its place in its
 * subject's chain, writes all with one flush and then answers.
 *
 * <p>Invariant: an event is visible to readers only after its flush. After the first failure of the
 * disk no event is taken any more, because nobody knows what reached it.
 */
final class Appender implements Runnable {
  /** Bytes gathered for one flush, beyond which the rest waits for the next. */
  private static final int BATCH_BYTES = 4 << 20;

  /** Bytes waiting in memory for the tree, beyond which writing waits for the integrator. */
  private static final long MAX_FRESH_BYTES = 64L << 20;

  /** An event that wants to be recorded. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are not changed.
  record Request(
      EventType type,
      Subject subject,
      long epoch,
      Json.Obj body,
      byte[] canonicalBody,
      CompletableFuture<Appended> answer) {}

  private final Journal journal;
  private final Chains chains;
  private final Pages pages;
  private final SubjectIndex index;
  private final Clock clock;
  private final Runnable integrateNow;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Request> waiting = new ArrayDeque<>();
  private Optional<String> refusal = Optional.empty();
  private boolean closing;

  /**
   * @param integrateNow returns when the entries in memory are in the tree, or it failed
   */
  Appender(Integrator.Parts parts, Chains chains, Clock clock, Runnable integrateNow) {
    this.journal = parts.journal();
    this.pages = parts.pages();
    this.index = parts.index();
    this.chains = chains;
    this.clock = clock;
    this.integrateNow = integrateNow;
  }

  /** Returns when the event is on disk or will never be. */
  Appended append(Request request) {
    lock.lock();
    try {
      if (refusal.isPresent() || closing) {
        return new Appended.Unavailable(refusal.orElse("the ledger is closed"));
      }
      waiting.add(request);
      changed.signal();
    } finally {
      lock.unlock();
    }
    return request.answer().join();
  }

  /** Why nothing is taken any more, if so. */
  Optional<String> refusal() {
    lock.lock();
    try {
      return refusal;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing any more; what already waits is answered by the thread. */
  void poison(String reason) {
    lock.lock();
    try {
      if (refusal.isEmpty()) {
        refusal = Optional.of(reason);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the thread end once all that waits is answered. */
  void stop() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    List<Request> batch = gather();
    while (!batch.isEmpty()) {
      if (pages.freshBytes() > MAX_FRESH_BYTES) {
        integrateNow.run();
      }
      try {
        write(batch);
      } catch (IOException | RuntimeException failed) {
        poison("the ledger cannot be written: " + reason(failed));
      }
      Optional<String> why = refusal();
      batch.forEach(r -> r.answer().complete(new Appended.Unavailable(why.orElse("not recorded"))));
      batch = gather();
    }
  }

  /** Waits for requests; none means that the ledger is closing. */
  private List<Request> gather() {
    List<Request> batch = new ArrayList<>();
    long bytes = 0;
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      while (!waiting.isEmpty() && batch.size() < JournalForm.MAX_COUNT && bytes < BATCH_BYTES) {
        Request request = waiting.remove();
        bytes += request.canonicalBody().length;
        batch.add(request);
      }
    } finally {
      lock.unlock();
    }
    return batch;
  }

  private void write(List<Request> batch) throws IOException {
    if (refusal().isPresent()) {
      return;
    }
    List<Pages.Fresh> fresh = new ArrayList<>(batch.size());
    List<Request> taken = new ArrayList<>(batch.size());
    for (Request request : batch) {
      Optional<Pages.Fresh> placed = place(request, journal.next() + fresh.size());
      if (placed.isPresent()) {
        fresh.add(placed.get());
        taken.add(request);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    journal.append(fresh.stream().map(Pages.Fresh::entry).toList());
    pages.add(fresh);
    for (int i = 0; i < taken.size(); i++) {
      Pages.Fresh each = fresh.get(i);
      taken.get(i).answer().complete(new Appended.Durable(each.index(), each.event()));
    }
  }

  /** Gives the event its place, or answers why it has none. */
  private Optional<Pages.Fresh> place(Request request, long at) {
    Subject subject = request.subject();
    Optional<Chains.Head> known = chains.head(subject);
    if (known.isEmpty()
        && (chains.closed(subject).isPresent() || index.closed(subject).isPresent())) {
      return refuse(request, subject + " is closed; nothing can follow in its history");
    }
    Chains.Head head = known.orElse(Chains.Head.START);
    Event event =
        new Event(
            request.type(),
            clock.instant(),
            subject,
            head.count(),
            head.last(),
            request.epoch(),
            request.body());
    Optional<String> objection = chains.objection(event);
    if (objection.isPresent()) {
      return refuse(request, objection.get());
    }
    byte[] entry = EventFrame.around(request.canonicalBody(), event);
    if (entry.length > Event.MAX_BYTES) {
      return refuse(request, EventFrame.tooLarge(entry.length));
    }
    Digest digest = Digest.of(entry);
    chains.advance(at, event, digest);
    return Optional.of(new Pages.Fresh(at, entry, event, digest, head.lastIndex()));
  }

  private static Optional<Pages.Fresh> refuse(Request request, String reason) {
    request.answer().complete(new Appended.Unavailable(reason));
    return Optional.empty();
  }

  private static String reason(Exception failed) {
    String text = failed.getMessage();
    return text == null ? failed.getClass().getSimpleName() : text;
  }
}
