package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Lease;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.log.LogWriter;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.sys.PidFd;
import dev.bailey.worker.podman.Container;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.Monitor;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.walls.Gate;
import dev.bailey.worker.walls.SeccompProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The middle of an attempt, from the permit to start until the workload has ended. */
final class Run {
  /** How long a started container may take to bring its starter to the gate. */
  private static final Duration STARTER_PATIENCE = Duration.ofSeconds(10);

  private static final long POLL_MILLIS = 1;

  private final Workshop workshop;

  Run(Workshop workshop) {
    this.workshop = workshop;
  }

  /** What came of it. */
  sealed interface Ran {
    /**
     * There may be something on the host that must be cleaned up under a permit.
     *
     * @param network the network that is open until then
     */
    record Touched(End end, Optional<Lease> network) implements Ran {}

    /** Nothing was allowed, so nothing was done. */
    record Untouched(End end) implements Ran {}
  }

  /** Starts the container, reads its walls back, lets the workload go and watches it. */
  Ran run(Live live, Chronicle chronicle, Prepare.Prepared.Ready ready, LogWriter log)
      throws IOException, InterruptedException {
    Order order = live.order();
    Optional<Wire> wire = ready.placement().wire();
    if (wire.isEmpty()) {
      return release(live, chronicle, ready, new Rights(Optional.empty(), List.of()), log);
    }
    ContainerAction.OpenNetwork open =
        new ContainerAction.OpenNetwork(order.plan(), ready.placement().containerId(), wire.get());
    return switch (order.gate().ask(open)) {
      case Verdict.Refused<ContainerAction.OpenNetwork> refused ->
          new Ran.Untouched(End.of(JobState.DENIED, reason(refused.denial())));
      case Verdict.Unrecorded<ContainerAction.OpenNetwork> ignored -> throw new LedgerLost();
      case Verdict.Granted<ContainerAction.OpenNetwork> granted -> {
        workshop.faults().at(FaultPoint.NETWORK_DECIDED);
        yield release(
            live, chronicle, ready, new Rights(Optional.of(granted.permit()), List.of()), log);
      }
    };
  }

  /** Asks for each secret; they are handed over when the container's things are put in place. */
  private Ran release(
      Live live, Chronicle chronicle, Prepare.Prepared.Ready ready, Rights opened, LogWriter log)
      throws IOException, InterruptedException {
    Order order = live.order();
    ContainerPlan plan = order.plan();
    Rights rights = opened;
    for (SecretFile file : plan.secrets()) {
      ContainerAction.ReleaseSecret release =
          new ContainerAction.ReleaseSecret(
              ready.placement().containerId(), file, plan.user(), plan.group());
      switch (order.gate().ask(release)) {
        case Verdict.Granted<ContainerAction.ReleaseSecret> granted ->
            rights = rights.and(granted.permit());
        case Verdict.Refused<ContainerAction.ReleaseSecret> refused -> {
          rights.unused(order.gate(), "another secret was refused, nothing was done");
          return new Ran.Untouched(End.of(JobState.DENIED, reason(refused.denial())));
        }
        case Verdict.Unrecorded<ContainerAction.ReleaseSecret> ignored -> throw new LedgerLost();
      }
    }
    return start(live, chronicle, ready, rights, log);
  }

  private Ran start(
      Live live, Chronicle chronicle, Prepare.Prepared.Ready ready, Rights rights, LogWriter log)
      throws IOException, InterruptedException {
    Order order = live.order();
    return switch (order
        .gate()
        .ask(new ContainerAction.StartContainer(order.plan(), ready.placement()))) {
      case Verdict.Refused<ContainerAction.StartContainer> refused -> {
        rights.unused(order.gate(), "the container was refused, nothing was done");
        yield new Ran.Untouched(End.of(JobState.DENIED, reason(refused.denial())));
      }
      case Verdict.Unrecorded<ContainerAction.StartContainer> ignored -> throw new LedgerLost();
      case Verdict.Granted<ContainerAction.StartContainer> granted -> {
        workshop.faults().at(FaultPoint.START_DECIDED);
        Furnish furnish = new Furnish(workshop, order, ready.places(), rights);
        Containers.Started started = workshop.containers().start(granted.permit(), furnish);
        yield switch (started) {
          case Containers.Started.NotStarted failed -> {
            rights.notReleased(order.gate(), failed.reason());
            order
                .gate()
                .outcome(granted.permit(), new Outcome.Failed(failed.reason(), Json.Obj.EMPTY));
            yield new Ran.Touched(End.of(JobState.FAILED, failed.reason()), rights.lease());
          }
          case Containers.Started.Waiting waiting -> {
            workshop.faults().at(FaultPoint.CONTAINER_STARTED);
            if (!rights.released(order.gate())
                || !order.gate().outcome(granted.permit(), Outcome.done())) {
              throw new LedgerLost();
            }
            workshop.faults().at(FaultPoint.START_SETTLED);
            try (Gate gate = furnish.gate()) {
              yield new Ran.Touched(
                  release(
                      live,
                      chronicle,
                      new Live.Container(
                          waiting.podmanId(),
                          waiting.action().plan(),
                          waiting.action().placement(),
                          ready.places()),
                      granted.permit().decision(),
                      gate,
                      log),
                  rights.lease());
            }
          }
        };
      }
    };
  }

  static String reason(Denial denial) {
    return denial.by()
        + " refuses "
        + denial.point()
        + ": "
        + denial.rule()
        + (denial.field().isEmpty() ? "" : "; " + denial.field() + " is " + denial.seen())
        + (denial.nearest().isEmpty() ? "" : "; " + denial.nearest());
  }

  private End release(
      Live live,
      Chronicle chronicle,
      Live.Container container,
      long decision,
      Gate gate,
      LogWriter log)
      throws IOException, InterruptedException {
    if (!awaits(gate)) {
      return End.of(JobState.FAILED, "the container started, but its starter did not come up");
    }
    workshop.faults().at(FaultPoint.STARTER_WAITS);
    OptionalLong pid = processOf(container.podmanId());
    if (pid.isEmpty()) {
      return End.of(JobState.FAILED, "the container's process cannot be found");
    }
    Optional<PidFd> held = PidFd.open(pid.getAsLong());
    if (held.isEmpty()) {
      return End.of(JobState.FAILED, "the starter ended before it was let go");
    }
    try (PidFd process = held.get()) {
      List<String> mismatches = readBack(live.order(), container, decision, pid.getAsLong());
      workshop.faults().at(FaultPoint.READBACK_RECORDED);
      if (!mismatches.isEmpty()) {
        return End.of(
            JobState.DENIED,
            "the walls are not as decided, so the workload was not let go: "
                + String.join("; ", mismatches));
      }
      if (live.cancelled()) {
        return End.of(JobState.CANCELLED, "");
      }
      return switch (Attendant.ask(live.order(), container)) {
        case Attendant.Right.Refused(String reason) ->
            End.of(
                JobState.DENIED,
                "its health may not be checked, so the workload was not let go: " + reason);
        case Attendant.Right.Granted(var standing) -> {
          try (Attendant attendant =
              new Attendant(workshop, live, container, standing, pid.getAsLong())) {
            yield released(
                live,
                chronicle,
                container,
                new Hold(process, pid.getAsLong(), gate, attendant),
                log);
          }
        }
      };
    }
  }

  /** What holds a workload until it is let go, and what looks after it then. */
  private record Hold(PidFd process, long pid, Gate gate, Attendant attendant) {}

  private End released(
      Live live, Chronicle chronicle, Live.Container container, Hold hold, LogWriter log)
      throws IOException {
    chronicle.moveTo(
        JobState.RUNNING, Json.object().put("container", container.podmanId()).build());
    workshop.faults().at(FaultPoint.RUNNING_RECORDED);
    Instant began = workshop.clock().instant();
    live.running(container, began);
    // It looks before there can be output, so that none goes by unseen.
    try (Brake brake = brake(container, hold.pid(), log)) {
      if (!hold.gate().release()) {
        return End.of(JobState.LOST, "the starter ended at the moment of release");
      }
      workshop.faults().at(FaultPoint.RELEASED);
      hold.attendant().begin(began);
      return watch(
          live,
          container,
          hold.process(),
          brake,
          began.plusSeconds(container.plan().limits().wallSeconds()),
          log);
    }
  }

  /**
   * What holds a workload to the rate of its output.
   *
   * @param pid of the process, as the host numbers it
   */
  Brake brake(Live.Container container, long pid, LogWriter log) {
    return new Brake(
        Monitor.of(pid, container.podmanId()),
        container.plan().limits(),
        container.places().runtimeLog(),
        line -> log.note(workshop.clock().instant(), line));
  }

  /**
   * Follows a workload that has been let go until it has ended, and says how. Its last output is
   * taken after its exit code, not before: see {@link Containers#exitCode}.
   *
   * @param brake is let go when it has ended
   */
  End watch(
      Live live,
      Live.Container container,
      PidFd process,
      Brake brake,
      Instant deadline,
      LogWriter log)
      throws IOException {
    Output output = output(container, log, workshop.clock().instant());
    cancelled(live, container, log);
    try (Tail tail = new Tail(container.places().runtimeLog(), output)) {
      End end;
      // Then the engine's monitor runs, whatever was written too fast, and tells how it ended.
      try (brake) {
        end = new Watch(workshop.clock()).until(live, container, process, tail, brake, deadline);
      }
      live.ended();
      workshop.faults().at(FaultPoint.WORKLOAD_ENDED);
      End known = new Ending(workshop.containers()).of(end, container);
      tail.drain();
      output.end();
      workshop.faults().at(FaultPoint.END_KNOWN);
      return known;
    }
  }

  /**
   * A wish to cancel may have come before there was a container to signal, and when an earlier
   * agent had the permit, this one asks for its own.
   */
  private void cancelled(Live live, Live.Container container, LogWriter log) throws IOException {
    if (live.cancelled()
        && Cancellation.ask(live, container) instanceof Runner.CancelResult.Denied denied) {
      log.note(
          workshop.clock().instant(),
          "it was to be cancelled and runs on: " + reason(denied.denial()));
    }
  }

  /** Where a workload's output goes; nowhere if its secrets cannot be taken out of it. */
  static Output output(Live.Container container, LogWriter log, Instant now) throws IOException {
    try {
      return Output.to(log, SecretFiles.redaction(container.places().secrets(), container.plan()));
    } catch (IOException gone) {
      log.note(now, "the job's secrets are not known any more: " + gone.getMessage());
      log.cut(
          now,
          "what the job says is not kept from here on, since its secrets cannot be taken out of it");
      return Output.nowhere(log);
    }
  }

  private boolean awaits(Gate gate) throws InterruptedException {
    long patience = System.nanoTime() + STARTER_PATIENCE.toNanos();
    while (!gate.waiting()) {
      if (System.nanoTime() > patience) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private OptionalLong processOf(String podmanId) {
    OptionalLong pid = workshop.ground().processOf(podmanId);
    if (pid.isPresent()) {
      return pid;
    }
    return workshop.containers().inspect(podmanId) instanceof Reply.Ok<Container> ok
            && ok.value().pid() > 0
        ? OptionalLong.of(ok.value().pid())
        : OptionalLong.empty();
  }

  /** Records what the kernel shows before anything depends on it. */
  private List<String> readBack(Order order, Live.Container container, long decision, long pid) {
    Ground.Walls walls = workshop.ground().walls(pid, container.plan(), container.placement());
    List<String> mismatches = new ArrayList<>(walls.mismatches());
    if (!workshop.ground().program(pid).equals(container.plan().starterDigest())) {
      mismatches.add("the program that waits is not the starter that was decided");
    }
    if (!workshop.ground().monitored(pid, container.podmanId())) {
      mismatches.add(
          "the engine's monitor is not found, so that output cannot be held to its rate");
    }
    SeccompProfile.unlike(container.places().seccomp(), container.plan().seccompDigest())
        .ifPresent(mismatches::add);
    Json.Obj body =
        Json.object()
            .put("decision", decision)
            .put("observed", walls.observed())
            .put("mismatches", Json.strings(mismatches))
            .build();
    if (!order.gate().record(EventType.READBACK, body)) {
      throw new LedgerLost();
    }
    return mismatches;
  }
}
