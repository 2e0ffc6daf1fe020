package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far an attempt had come, read from its own history.
 *
 * @param state the last recorded state
 * @param decided the final state that will follow, once the workload has ended
 * @param reason why it is in that state, if that was said
 * @param code the recorded exit code
 * @param placement of the last container that was allowed to start
 * @param kept environment that the policy left the container, if it narrowed it
 * @param released whether its workload may have begun
 * @param runningSince when it may have begun
 * @param outputs what was stored
 * @param removal the decision to take that container away, if it has no outcome yet
 * @param removed whether that container was taken away
 * @param cancelled whether its workload was to be ended for its owner
 * @param network the decision to open a network, if it has no outcome yet
 * @param unsettled allowed decisions without outcome, except these two
 * @param attested whether the statement was made
 * @param closed whether the history is complete
 */
record Progress(
    JobState state,
    Optional<JobState> decided,
    String reason,
    OptionalInt code,
    Optional<Placement> placement,
    Optional<Answer.Narrowed> kept,
    boolean released,
    Instant runningSince,
    List<ContainerAction.StoreOutputs.Output> outputs,
    Optional<Event> removal,
    boolean removed,
    boolean cancelled,
    Optional<Event> network,
    Set<Long> unsettled,
    boolean attested,
    boolean closed) {

  static Progress of(List<Event> history) {
    Reader reader = new Reader();
    history.forEach(reader::take);
    return new Progress(
        reader.state,
        reader.decided,
        reader.reason,
        reader.code,
        reader.placement,
        reader.kept,
        reader.released,
        reader.runningSince,
        List.copyOf(reader.outputs),
        reader.removal,
        reader.removed,
        reader.cancellation.isPresent(),
        reader.network,
        reader.unsettled,
        reader.attested,
        reader.closed);
  }

  /** How it ended, or how its workload did. */
  End end() {
    return new End(decided.orElse(state), code, reason);
  }

  /** The plan as the container was allowed to run it. */
  ContainerPlan plan(ContainerPlan submitted) {
    return kept.map(k -> submitted.narrowed(k.environment(), k.capabilities())).orElse(submitted);
  }

  private static final class Reader {
    private JobState state = JobState.QUEUED;
    private Optional<JobState> decided = Optional.empty();
    private String reason = "";
    private OptionalInt code = OptionalInt.empty();
    private Optional<Placement> placement = Optional.empty();
    private Optional<Answer.Narrowed> kept = Optional.empty();
    private boolean released;
    private Instant runningSince = Instant.EPOCH;
    private List<ContainerAction.StoreOutputs.Output> outputs = List.of();
    private Optional<Event> removal = Optional.empty();
    private boolean removed;
    private OptionalLong cancellation = OptionalLong.empty();
    private Optional<Event> network = Optional.empty();
    private final Set<Long> unsettled = new TreeSet<>();
    private boolean attested;
    private boolean closed;

    void take(Event event) {
      switch (event.type()) {
        case DECISION -> decision(event);
        case OUTCOME -> outcome(event.body());
        case STATE -> state(event);
        case ATTESTED -> attested = true;
        case ATTEMPT_CLOSED -> closed = true;
        case READBACK, AGENT_STARTED, AGENT_STOPPED, NODE_SETTINGS -> {}
      }
    }

    private void decision(Event event) {
      if (!event.body().bool("allowed").orElse(false)) {
        return;
      }
      Json.Obj action = event.body().object("action");
      if (action.text("type").equals(Optional.of("remove_container"))) {
        removal = Optional.of(event);
        return;
      }
      if (action.text("type").equals(Optional.of(ContainerAction.OpenNetwork.NAME))) {
        network = Optional.of(event);
        return;
      }
      unsettled.add(event.seq());
      if (action.text("type").equals(Optional.of("signal_container"))) {
        cancellation = OptionalLong.of(event.seq());
      }
      if (action.text("type").equals(Optional.of("start_container"))) {
        placement = Optional.of(Placement.of(action.object("placement")));
        kept = narrowing(event.body());
        removal = Optional.empty();
        removed = false;
        cancellation = OptionalLong.empty();
      }
    }

    private static Optional<Answer.Narrowed> narrowing(Json.Obj decision) {
      for (Json question : decision.array("questions")) {
        if (question instanceof Json.Obj q && q.get("env_list").isPresent()) {
          return Optional.of(new Answer.Narrowed(texts(q, "env_list"), texts(q, "caps_list")));
        }
      }
      return Optional.empty();
    }

    private static List<String> texts(Json.Obj from, String name) {
      return from.array(name).stream().map(v -> ((Json.Str) v).value()).toList();
    }

    private void outcome(Json.Obj body) {
      long of = body.whole("decision").orElse(-1L);
      unsettled.remove(of);
      if (cancellation.equals(OptionalLong.of(of))
          && body.text("result").equals(Optional.of("failed"))) {
        cancellation = OptionalLong.empty();
      }
      if (network.isPresent() && network.get().seq() == of) {
        network = Optional.empty();
      }
      if (removal.isPresent() && removal.get().seq() == of) {
        removal = Optional.empty();
        removed = body.text("result").equals(Optional.of("done"));
      }
      List<Json> stored = body.object("facts").array("outputs");
      if (!stored.isEmpty()) {
        outputs =
            stored.stream()
                .map(Json.Obj.class::cast)
                .map(ContainerAction.StoreOutputs.Output::of)
                .toList();
      }
    }

    private void state(Event event) {
      Json.Obj body = event.body();
      state = body.text("to").flatMap(JobState::ofWireName).orElse(state);
      if (state == JobState.RUNNING) {
        released = true;
        runningSince = event.time();
      }
      Json.Obj detail = body.object("detail");
      decided = detail.text(End.DECIDED).flatMap(JobState::ofWireName);
      reason = detail.text("reason").orElse("");
      detail.whole("exit_code").ifPresent(c -> code = OptionalInt.of((int) (long) c));
    }
  }
}
