package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.JobRow;
import dev.bailey.store.OpenPermit;
import dev.bailey.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    Replay replay =
        new Replay(
            parts.ledger(),
            open.getFirst().first(),
            open.stream().map(Recovery::subject).collect(Collectors.toSet()));
    for (AttemptRow attempt : open) {
      take(attempt, replay.gate(parts.gatehouse(), subject(attempt)));
    }
  }

  private static Subject subject(AttemptRow attempt) {
    return new Subject(attempt.job(), attempt.attempt());
  }

  private void take(AttemptRow attempt, Gate gate) {
    Optional<ContainerPlan> plan = parts.store().plan(attempt.job()).flatMap(PlanReader::read);
    if (plan.isEmpty()) {
      end(attempt, gate);
      return;
    }
    Order order = new Order(attempt.job(), attempt.attempt(), plan.get(), gate);
    Optional<JobState> state = parts.store().job(attempt.job()).map(JobRow::state);
    if (state.isEmpty()) {
      history.state(gate, "", JobState.QUEUED, Json.Obj.EMPTY);
      scheduler.enqueue(order);
    } else if (state.get() == JobState.QUEUED) {
      scheduler.enqueue(order);
    } else {
      scheduler.recover(order);
    }
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
