package dev.bailey.server;

import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner.CancelResult;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.JobRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts attempts when there is room, strictly in the order of submission: a job that waits for
 * room is never overtaken, so none starves. Each attempt has a virtual thread of its own.
 */
final class Scheduler {
  /** How often a cancel is offered again to a runner that does not know the job yet. */
  private static final long CANCEL_RETRY_MILLIS = 10;

  private final Parts parts;
  private final History history;
  private final Deque<Order> queue = new ArrayDeque<>();
  private final Map<String, Running> running = new HashMap<>();
  private Capacity used = new Capacity(0, 0);
  private boolean stopped;

  private static final class Running {
    private boolean cancelled;
  }

  Scheduler(Parts parts, History history) {
    this.parts = parts;
    this.history = history;
  }

  /** Whether a job with these limits could ever run here. */
  boolean couldHold(Capacity wanted) {
    return parts.capacity().holds(wanted);
  }

  /** Puts an attempt at the end of the queue. */
  synchronized void enqueue(Order order) {
    queue.addLast(order);
    startWhatFits();
  }

  /** Takes up an attempt that an earlier agent left open; it already has its room. */
  synchronized void recover(Order order, List<Event> history) {
    begin(order, Optional.of(history));
  }

  /** Starts nothing more; what runs goes on. */
  synchronized void stop() {
    stopped = true;
  }

  /** Whether nothing waits and nothing runs. */
  synchronized boolean idle() {
    return queue.isEmpty() && running.isEmpty();
  }

  /** Jobs before this one in the queue; empty if it does not wait. */
  synchronized Optional<List<String>> ahead(String job) {
    List<String> before = new ArrayList<>();
    for (Order order : queue) {
      if (order.job().equals(job)) {
        return Optional.of(before);
      }
      before.add(order.job());
    }
    return Optional.empty();
  }

  /** What running jobs have taken. */
  synchronized Capacity used() {
    return used;
  }

  /** Ends a job that waits or runs; false if it does neither. */
  CancelResult cancel(String job) {
    Optional<Order> waiting;
    synchronized (this) {
      waiting = queue.stream().filter(o -> o.job().equals(job)).findFirst();
      if (waiting.isPresent()) {
        queue.remove(waiting.get());
      } else {
        Running run = running.get(job);
        if (run == null) {
          return new CancelResult.NotHere();
        }
        run.cancelled = true;
      }
    }
    if (waiting.isPresent()) {
      cancelled(waiting.get());
      resume();
      return new CancelResult.Asked();
    }
    CancelResult said = parts.runner().cancel(job);
    if (said instanceof CancelResult.NotHere) {
      Thread.ofVirtual().name("cancel-" + job).start(() -> insist(job));
      return new CancelResult.Asked();
    }
    return said;
  }

  private synchronized void resume() {
    startWhatFits();
  }

  private void cancelled(Order order) {
    history.state(order.gate(), "queued", JobState.CANCELLED, Json.Obj.EMPTY);
    history.close(order, JobState.CANCELLED);
  }

  /** A runner may not know the job yet although its thread has begun. */
  private void insist(String job) {
    while (known(job) && parts.runner().cancel(job) instanceof CancelResult.NotHere) {
      try {
        Thread.sleep(CANCEL_RETRY_MILLIS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized boolean known(String job) {
    return running.containsKey(job);
  }

  private void startWhatFits() {
    while (!stopped && !queue.isEmpty()) {
      Order first = queue.getFirst();
      if (!parts.capacity().holds(used.plus(Capacity.of(first.plan().limits())))) {
        return;
      }
      queue.removeFirst();
      begin(first, Optional.empty());
    }
  }

  private void begin(Order order, Optional<List<Event>> past) {
    used = used.plus(Capacity.of(order.plan().limits()));
    running.put(order.job(), new Running());
    Thread.ofVirtual().name("attempt-" + order.job()).start(() -> live(order, past));
  }

  private void live(Order order, Optional<List<Event>> past) {
    try {
      if (past.isPresent() || enters(order.job())) {
        JobState said =
            past.isPresent()
                ? parts.runner().recover(order, past.get())
                : parts.runner().run(order);
        history.close(order, settled(order, said));
      } else {
        cancelled(order);
      }
    } catch (RuntimeException bug) {
      parts.troubles().accept("attempt of " + order.job() + " broke", bug);
      history.close(order, settled(order, JobState.LOST));
    } finally {
      leave(order);
    }
  }

  /** The last moment at which a cancel wins without the runner. */
  private synchronized boolean enters(String job) {
    Running run = running.get(job);
    return run != null && !run.cancelled;
  }

  private synchronized void leave(Order order) {
    running.remove(order.job());
    used = used.minus(Capacity.of(order.plan().limits()));
    startWhatFits();
  }

  /** The state that is recorded; an attempt that ended without a terminal one is lost. */
  private JobState settled(Order order, JobState said) {
    JobState now = parts.store().job(order.job()).map(JobRow::state).orElse(said);
    if (now.terminal()) {
      return now;
    }
    JobState end = said.terminal() ? said : JobState.LOST;
    Json.Obj detail = Json.object().put("reason", "the attempt ended without saying how").build();
    if (!now.next().contains(end)) {
      history.state(order.gate(), now.wireName(), JobState.STARTING, detail);
      now = JobState.STARTING;
      end = JobState.LOST;
    }
    history.state(order.gate(), now.wireName(), end, detail);
    return end;
  }
}
