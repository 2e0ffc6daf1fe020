package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Placement;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far an attempt had come, read from its own history.
 *
 * @param state the last recorded state
 * @param reason why it is in that state, if that was said
 * @param code the recorded exit code
 * @param placement of the last container that was allowed to start
 * @param released whether its workload may have begun
 * @param unsettled allowed decisions without outcome
 * @param attested whether the statement was made
 * @param closed whether the history is complete
 */
record Progress(
    JobState state,
    String reason,
    OptionalInt code,
    Optional<Placement> placement,
    boolean released,
    Set<Long> unsettled,
    boolean attested,
    boolean closed) {

  static Progress of(List<Event> history) {
    Reader reader = new Reader();
    history.forEach(reader::take);
    return new Progress(
        reader.state,
        reader.reason,
        reader.code,
        reader.placement,
        reader.released,
        reader.unsettled,
        reader.attested,
        reader.closed);
  }

  private static final class Reader {
    private JobState state = JobState.QUEUED;
    private String reason = "";
    private OptionalInt code = OptionalInt.empty();
    private Optional<Placement> placement = Optional.empty();
    private boolean released;
    private final Set<Long> unsettled = new TreeSet<>();
    private boolean attested;
    private boolean closed;

    void take(Event event) {
      switch (event.type()) {
        case DECISION -> decision(event);
        case OUTCOME -> unsettled.remove(event.body().whole("decision").orElse(-1L));
        case STATE -> state(event.body());
        case ATTESTED -> attested = true;
        case ATTEMPT_CLOSED -> closed = true;
        case READBACK, AGENT_STARTED, AGENT_STOPPED -> {}
      }
    }

    private void decision(Event event) {
      if (!event.body().bool("allowed").orElse(false)) {
        return;
      }
      unsettled.add(event.seq());
      Json.Obj action = event.body().object("action");
      if (action.text("type").equals(Optional.of("start_container"))) {
        placement = Optional.of(Placement.of(action.object("placement")));
      }
    }

    private void state(Json.Obj body) {
      state = body.text("to").flatMap(JobState::ofWireName).orElse(state);
      released |= state == JobState.RUNNING;
      Json.Obj detail = body.object("detail");
      reason = detail.text("reason").orElse("");
      detail.whole("exit_code").ifPresent(c -> code = OptionalInt.of((int) (long) c));
    }
  }
}
