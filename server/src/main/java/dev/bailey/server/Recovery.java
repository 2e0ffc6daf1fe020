package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.PlanReader;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.JobRow;
import dev.bailey.store.OpenPermit;
import dev.bailey.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes up what an earlier agent left: waiting jobs wait again, open attempts go to the runner,
 * jobs that were being submitted are accepted or ended, and effects of which nobody knows are said
 * to be unknown.
 */
final class Recovery {
  private static final String STOPPED = "the agent stopped before this was over";

  private final Parts parts;
  private final History history;
  private final Scheduler scheduler;

  Recovery(Parts parts, History history, Scheduler scheduler) {
    this.parts = parts;
    this.history = history;
    this.scheduler = scheduler;
  }

  void run() {
    Store store = parts.store();
    Gate node = parts.gatehouse().gate(Subject.NODE);
    for (OpenPermit permit : store.openPermits()) {
      if (permit.subject().isNode()) {
        history.unknown(node, permit, STOPPED);
      }
    }
    List<AttemptRow> open = store.openAttempts();
    if (open.isEmpty()) {
      return;
    }
    Map<Subject, List<Event>> histories = histories(open);
    for (AttemptRow attempt : open) {
      take(attempt, histories.getOrDefault(subject(attempt), List.of()));
    }
  }

  private static Subject subject(AttemptRow attempt) {
    return new Subject(attempt.job(), attempt.attempt());
  }

  /** All events of the open attempts, the first of which began first. */
  private Map<Subject, List<Event>> histories(List<AttemptRow> open) {
    Map<Subject, List<Event>> histories = new HashMap<>();
    open.forEach(attempt -> histories.put(subject(attempt), new ArrayList<>()));
    parts
        .ledger()
        .read(
            open.getFirst().first(),
            entry -> {
              List<Event> history = histories.get(entry.event().subject());
              if (history != null) {
                history.add(entry.event());
              }
            });
    return histories;
  }

  private void take(AttemptRow attempt, List<Event> history) {
    Gate gate = gate(subject(attempt), history);
    Optional<ContainerPlan> plan = parts.store().plan(attempt.job()).flatMap(PlanReader::read);
    if (plan.isEmpty()) {
      end(attempt, gate);
      return;
    }
    Json.Obj spec = parts.store().spec(attempt.job());
    Order order = new Order(attempt.job(), attempt.attempt(), plan.get(), spec, gate);
    Optional<JobState> state = parts.store().job(attempt.job()).map(JobRow::state);
    if (state.isEmpty()) {
      this.history.state(gate, "", JobState.QUEUED, Json.Obj.EMPTY);
      scheduler.enqueue(order);
    } else if (state.get() == JobState.QUEUED) {
      scheduler.enqueue(order);
    } else if (state.get().terminal() && !started(history)) {
      this.history.close(order, state.get());
    } else {
      scheduler.recover(order, history);
    }
  }

  /** Whether the runner had it; then the runner has a statement to make about it. */
  private static boolean started(List<Event> history) {
    return history.stream()
        .filter(event -> event.type() == EventType.STATE)
        .anyMatch(
            event -> event.body().text("to").equals(Optional.of(JobState.STARTING.wireName())));
  }

  /**
   * The subject's gate as it was. Where that state cannot be reached again, because a policy or
   * fragment is gone, the attempt can only be ended and cleared away.
   */
  private Gate gate(Subject subject, List<Event> history) {
    return switch (parts.gatehouse().resume(subject, history)) {
      case Gatehouse.Resumed.Ready ready -> ready.gate();
      case Gatehouse.Resumed.Differs differs -> {
        parts.troubles().accept(differs.reason(), new IllegalStateException(differs.reason()));
        yield parts.gatehouse().barred(subject, differs.reason());
      }
    };
  }

  /** A submission that was never accepted: there is no plan, and nothing ran. */
  private void end(AttemptRow attempt, Gate gate) {
    for (OpenPermit permit : parts.store().openPermits()) {
      if (permit.subject().equals(gate.subject())) {
        history.unknown(gate, permit, STOPPED);
      }
    }
    Optional<JobState> state = parts.store().job(attempt.job()).map(JobRow::state);
    if (state.isEmpty()) {
      Json.Obj detail =
          Json.object().put("reason", "the agent stopped before the job was accepted").build();
      history.state(gate, "", JobState.CANCELLED, detail);
    }
    history.end(gate, state.orElse(JobState.CANCELLED));
  }
}
