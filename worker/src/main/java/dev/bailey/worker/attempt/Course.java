package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Lease;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.log.LogWriter;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.PidFd;
import dev.bailey.worker.podman.Container;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.Monitor;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.podman.Targets;
import dev.bailey.worker.walls.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The order of an attempt's steps, from the beginning or from where an earlier agent left it. A
 * workload that may have begun is never started again; one that has not is started in a new
 * container.
 */
final class Course {
  private final Workshop workshop;
  private final Prepare prepare;
  private final Run run;
  private final Collect collect;
  private final Clean clean;
  private final Close close;

  Course(Workshop workshop, Prepare prepare, Run run, Collect collect, Clean clean, Close close) {
    this.workshop = workshop;
    this.prepare = prepare;
    this.run = run;
    this.collect = collect;
    this.clean = clean;
    this.close = close;
  }

  /** How the middle of the course ended. */
  private record Finished(End end, List<ContainerAction.StoreOutputs.Output> outputs) {
    static Finished without(End end) {
      return new Finished(end, List.of());
    }
  }

  JobState follow(Live live, Chronicle chronicle, Progress progress, LogWriter log)
      throws IOException, InterruptedException {
    workshop.faults().at(FaultPoint.ATTEMPT_BEGINS);
    Instant started = workshop.clock().instant();
    Order order = live.order();
    Finished finished;
    if (progress.state().terminal()) {
      finished = new Finished(progress.end(), progress.outputs());
    } else if (progress.released()) {
      finished = resume(live, chronicle, progress, log);
    } else {
      if (progress.state() == JobState.STARTING) {
        clean.reservations(order.gate());
      }
      Optional<Placement> left = progress.placement();
      Optional<Lease> network = progress.network().flatMap(order.gate()::reopenLease);
      if (left.isPresent() && !progress.removed()) {
        Places places = Places.of(left.get());
        remove(new Clean.Attempt(order, left.get(), places, network), progress.removal(), log);
      } else {
        network.ifPresent(lease ->
            order.gate().outcome(lease, new Outcome.Unknown("the agent ended before it was used")));
      }
      finished = begin(live, chronicle, log);
    }
    if (!finished.end().reason().isEmpty() && !progress.state().terminal()) {
      log.note(workshop.clock().instant(), finished.end().reason());
    }
    if (chronicle.now() == JobState.FINALIZING && finished.end().code().isEmpty()) {
      log.cut(
          workshop.clock().instant(),
          "the last of the output may be missing, since nobody saw how the workload ended");
    }
    return close.close(
        order,
        chronicle,
        finished.end(),
        finished.outputs(),
        log.finish(workshop.clock().instant()),
        started,
        progress.attested());
  }

  private Finished begin(Live live, Chronicle chronicle, LogWriter log)
      throws IOException, InterruptedException {
    chronicle.moveTo(JobState.STARTING, Json.Obj.EMPTY);
    workshop.faults().at(FaultPoint.STARTING_RECORDED);
    if (live.cancelled()) {
      return Finished.without(End.of(JobState.CANCELLED, ""));
    }
    return switch (prepare.prepare(live.order())) {
      case Prepare.Prepared.Unfit unfit ->
          Finished.without(End.of(JobState.FAILED, unfit.reason()));
      case Prepare.Prepared.Ready ready ->
          switch (run.run(live, chronicle, ready, log)) {
            case Run.Ran.Untouched untouched -> {
              clean.discard(live.order(), ready.placement(), ready.places());
              yield Finished.without(untouched.end());
            }
            case Run.Ran.Touched touched ->
                finish(
                    chronicle,
                    touched.end(),
                    new Clean.Attempt(
                        live.order(), ready.placement(), ready.places(), touched.network()),
                    List.of(),
                    Optional.empty(),
                    false,
                    log);
          };
    };
  }

  /** Takes up a workload that an earlier agent let go. */
  private Finished resume(Live live, Chronicle chronicle, Progress progress, LogWriter log)
      throws IOException, InterruptedException {
    Placement placement = progress.placement().orElseThrow();
    Places places = Places.of(placement);
    End end =
        progress.decided().isPresent()
            ? progress.end()
            : ended(live, placement, places, progress, log);
    Order order = live.order();
    Optional<Lease> network = progress.network().flatMap(order.gate()::reopenLease);
    return finish(
        chronicle,
        end,
        new Clean.Attempt(order, placement, places, network),
        progress.outputs(),
        progress.removal(),
        progress.removed(),
        log);
  }

  private End ended(Live live, Placement placement, Places places, Progress progress, LogWriter log)
      throws IOException {
    Reply<Container> seen = workshop.containers().inspect(Containers.name(placement.containerId()));
    if (!(seen instanceof Reply.Ok<Container>(Container container))) {
      return End.of(JobState.LOST, "the container is gone: " + seen.problem());
    }
    Live.Container now =
        new Live.Container(container.id(), progress.plan(live.order().plan()), placement, places);
    // An earlier agent may have held it, and then it has not told the engine of an end yet.
    letGo(container);
    Optional<PidFd> held =
        container.status().equals("running") && container.pid() > 0
            ? PidFd.open(container.pid())
            : Optional.empty();
    Optional<End> meant = Intent.of(places.intent());
    if (held.isPresent()) {
      try (PidFd process = held.get()) {
        live.running(now, progress.runningSince());
        meant.ifPresent(live::want);
        if (meant.isEmpty() && progress.cancelled()) {
          live.cancel();
        }
        return unlessNeverBegun(
            resumed(live, now, process, container.pid(), progress.runningSince(), log), places);
      }
    }
    End unless = End.of(progress.cancelled() ? JobState.CANCELLED : JobState.FINALIZING, "");
    End end = new Ending(workshop.containers()).of(meant.orElse(unless), now);
    Output output = Run.output(now, log, workshop.clock().instant());
    try (Tail tail = new Tail(places.runtimeLog(), output)) {
      tail.drain();
      output.end();
    }
    return unlessNeverBegun(end, places);
  }

  private static void letGo(Container container) {
    Monitor.of(container.pid(), container.id())
        .ifPresent(monitor -> {
          try (monitor) {
            monitor.letGo();
          }
        });
  }

  /** Looks after a running workload again; each agent asks for itself whether it may. */
  private End resumed(
      Live live, Live.Container now, PidFd process, long pid, Instant began, LogWriter log)
      throws IOException {
    Attendant.Right right = Attendant.ask(live.order(), now);
    try (Attendant attendant =
            new Attendant(
                workshop,
                live,
                now,
                right instanceof Attendant.Right.Granted(var standing)
                    ? standing
                    : Optional.empty(),
                pid);
        Brake brake = run.brake(now, pid, log)) {
      if (right instanceof Attendant.Right.Refused(String reason)) {
        live.want(End.of(JobState.FAILED, "its health may not be checked any more: " + reason));
      } else {
        attendant.begin(began);
      }
      return run.watch(
          live, now, process, brake, began.plusSeconds(now.plan().limits().wallSeconds()), log);
    }
  }

  /**
   * The starter ends with 125 if its gate closed, and a workload may end with 125 too. The gate's
   * name is moved away before its byte is written and goes after, and the starter writes nothing.
   */
  private static End unlessNeverBegun(End end, Places places) throws IOException {
    if (end.state() != JobState.FAILED || !end.code().equals(OptionalInt.of(125))) {
      return end;
    }
    Path gate = places.start().resolve(Targets.WORKLOAD_GATE);
    if (Files.exists(gate)) {
      return End.of(
          JobState.FAILED, "the agent ended before it let the workload go, so it never began");
    }
    boolean released = Files.isDirectory(places.start()) && !Files.exists(Gate.passing(gate));
    boolean said = Files.exists(places.runtimeLog()) && Files.size(places.runtimeLog()) > 0;
    if (released || said) {
      return end;
    }
    return new End(
        JobState.LOST,
        end.code(),
        "the agent ended at the moment of release; it cannot be told whether the workload began");
  }

  private Finished finish(
      Chronicle chronicle,
      End end,
      Clean.Attempt attempt,
      List<ContainerAction.StoreOutputs.Output> stored,
      Optional<Event> removal,
      boolean removed,
      LogWriter log)
      throws IOException, InterruptedException {
    Finished finished = Finished.without(end);
    if (chronicle.now() == JobState.RUNNING || chronicle.now() == JobState.FINALIZING) {
      chronicle.moveTo(JobState.FINALIZING, end.decided());
      workshop.faults().at(FaultPoint.FINALIZING_RECORDED);
      finished =
          stored.isEmpty()
              ? collected(attempt.order(), end, attempt.placement(), attempt.places())
              : complete(attempt.order(), end, stored);
    }
    if (!removed) {
      remove(attempt, removal, log);
    }
    return finished;
  }

  /** What an earlier agent stored is not stored again. */
  private static Finished complete(
      Order order, End end, List<ContainerAction.StoreOutputs.Output> stored) {
    List<String> missing =
        order.plan().outputs().stream()
            .filter(declared -> stored.stream().noneMatch(o -> isOf(declared, o.name())))
            .toList();
    return new Finished(
        end.state() == JobState.SUCCEEDED && !missing.isEmpty()
            ? new End(
                JobState.FAILED, end.code(), "outputs not stored: " + String.join(", ", missing))
            : end,
        stored);
  }

  private static boolean isOf(String declared, String name) {
    return name.equals(declared)
        || name.startsWith(declared.endsWith("/") ? declared : declared + "/");
  }

  private Finished collected(Order order, End end, Placement placement, Places places) {
    if (order.plan().outputs().isEmpty()) {
      return Finished.without(end);
    }
    if (!Files.isDirectory(places.out())) {
      return complete(order, end, List.of());
    }
    try {
      return switch (collect.collect(order, placement, places)) {
        case Collect.Result.Refused refused ->
            Finished.without(
                new End(JobState.DENIED, end.code(), "outputs were not stored: " + refused.rule()));
        case Collect.Result.Stored stored ->
            new Finished(
                end.state() == JobState.SUCCEEDED && !stored.problem().isEmpty()
                    ? new End(JobState.FAILED, end.code(), "output " + stored.problem())
                    : end,
                stored.outputs());
      };
    } catch (IOException failed) {
      return Finished.without(
          end.state() == JobState.SUCCEEDED
              ? new End(
                  JobState.FAILED, end.code(), "outputs cannot be stored: " + failed.getMessage())
              : end);
    }
  }

  private void remove(Clean.Attempt attempt, Optional<Event> decided, LogWriter log)
      throws IOException, InterruptedException {
    Optional<String> left = clean.clean(attempt, decided);
    if (left.isPresent()) {
      log.note(
          workshop.clock().instant(),
          "something of this attempt is left on the host: " + left.get());
    }
  }
}
