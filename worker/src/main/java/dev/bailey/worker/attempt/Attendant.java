package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Service;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.network.Visits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks after a service while it runs: checks its health and whether somebody uses it, one after
 * the other on one thread, so that its own connections can be told from those of others. It ends
 * nothing itself; it says that the service must end, and why.
 */
final class Attendant implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATEST_LOOK = Duration.ofSeconds(15);

  private final Workshop workshop;
  private final Live live;
  private final Live.Container container;
  private final Optional<Standing<ContainerAction.CheckHealth>> standing;
  private final long pid;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Optional<Thread> thread = Optional.empty();
  private Optional<Health> health = Optional.empty();
  private Optional<Family.Member> workload = Optional.empty();

  /**
   * @param standing to run its health command, if it has one
   * @param pid of the workload
   */
  Attendant(
      Workshop workshop,
      Live live,
      Live.Container container,
      Optional<Standing<ContainerAction.CheckHealth>> standing,
      long pid) {
    this.workshop = workshop;
    this.live = live;
    this.container = container;
    this.standing = standing;
    this.pid = pid;
  }

  /** Whether a service may be checked as its plan says. */
  sealed interface Right {
    /** It may; there is nothing to hold if it has no command for that. */
    record Granted(Optional<Standing<ContainerAction.CheckHealth>> standing) implements Right {}

    /** The policy does not let its command run. */
    record Refused(String reason) implements Right {}
  }

  /** Asks for the right, once for all checks. */
  static Right ask(Order order, Live.Container container) {
    Optional<List<String>> command = container.plan().service().flatMap(Service::command);
    if (command.isEmpty()) {
      return new Right.Granted(Optional.empty());
    }
    return switch (order
        .gate()
        .ask(
            new ContainerAction.CheckHealth(
                container.placement().containerId(),
                container.plan(),
                container.placement().accounts(),
                command.get()))) {
      case Verdict.Granted<ContainerAction.CheckHealth> granted ->
          new Right.Granted(Optional.of(granted.permit().standing()));
      case Verdict.Refused<ContainerAction.CheckHealth> refused ->
          new Right.Refused(Run.reason(refused.denial()));
      case Verdict.Unrecorded<ContainerAction.CheckHealth> ignored -> throw new LedgerLost();
    };
  }

  /**
   * Begins, if there is something to look after.
   *
   * @param began when the first instruction may have run
   */
  void begin(Instant began) {
    Optional<Service> service = container.plan().service();
    health = service.flatMap(Service::health).map(terms -> new Health(terms, began));
    Optional<Idle> idle =
        service
            .filter(s -> s.idleSeconds() > 0)
            .map(s -> new Idle(s.idleSeconds(), container.places().visits(), began));
    workload = Family.member(pid);
    if (health.isPresent() || idle.isPresent()) {
      thread =
          Optional.of(
              Thread.ofPlatform()
                  .name("attend-" + live.order().job())
                  .start(() -> attend(service.orElseThrow(), idle)));
    }
  }

  private void attend(Service service, Optional<Idle> idle) {
    try {
      CheckLimit.endEarlier(container.places().check(), workshop.ground(), container.podmanId());
      Optional<Check> check = service.health().map(this::check);
      Instant nextCheck = check.isPresent() ? now() : Instant.MAX;
      Instant nextLook = idle.isPresent() ? now() : Instant.MAX;
      long own = 0;
      while (stop.getCount() > 0 && live.wanted().isEmpty()) {
        if (!now().isBefore(nextCheck)) {
          own += check.orElseThrow().visits() ? 1 : 0;
          checked(check.orElseThrow());
          nextCheck = now().plus(pause(service.health().orElseThrow()));
        }
        if (!now().isBefore(nextLook)) {
          own = looked(idle.orElseThrow(), own);
          nextLook = now().plus(look(service.idleSeconds()));
        }
        Instant next = nextCheck.isBefore(nextLook) ? nextCheck : nextLook;
        stop.await(Math.max(1, Duration.between(now(), next).toMillis()), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException broken) {
      unattended(broken);
    }
  }

  /** A service that nobody can look after any more does not go on as if somebody did. */
  private void unattended(Exception broken) {
    if (stop.getCount() > 0) {
      live.want(
          End.of(JobState.FAILED, "it cannot be looked after any more: " + broken.getMessage()));
    }
  }

  private Instant now() {
    return workshop.clock().instant();
  }

  private Duration pause(Service.Health terms) {
    Duration interval = Duration.ofSeconds(terms.intervalSeconds());
    return health.orElseThrow().starting() && interval.compareTo(SOON) > 0 ? SOON : interval;
  }

  /** Ten looks in the time that it may be idle, but none too seldom or too often. */
  private static Duration look(long idleSeconds) {
    Duration tenth = Duration.ofSeconds(idleSeconds).dividedBy(10);
    return tenth.compareTo(SOON) < 0
        ? SOON
        : tenth.compareTo(LATEST_LOOK) > 0 ? LATEST_LOOK : tenth;
  }

  private Check check(Service.Health terms) {
    return switch (terms.probe()) {
      case Service.Probe.Command ignored ->
          new CommandCheck(
              new Exec(workshop), standing.orElseThrow(), container, terms.timeoutSeconds());
      case Service.Probe.Port(String name) ->
          new PortCheck(
              container.placement().wire().map(Wire::job).orElseThrow(),
              container.plan().network().inbound().stream()
                  .filter(in -> in.name().equals(name))
                  .map(Network.Inbound::port)
                  .findFirst()
                  .orElseThrow(),
              terms.timeoutSeconds());
    };
  }

  private void checked(Check check) throws InterruptedException {
    Optional<String> failure = failure(check);
    if (stop.getCount() == 0 || (failure.isPresent() && ending())) {
      return;
    }
    Health state = health.orElseThrow();
    state.checked(failure, now());
    live.health(state.now());
    state.over().ifPresent(reason -> live.want(End.of(JobState.FAILED, reason)));
  }

  /** Whether a check may have failed because the service was being ended, or had ended. */
  private boolean ending() {
    return live.cancellation().isPresent()
        || workload.isEmpty()
        || !Family.member(pid).map(Family.Member::began).equals(workload.map(Family.Member::began));
  }

  /** The engine may be away for a moment; then nobody knows that the service is well. */
  private static Optional<String> failure(Check check) throws InterruptedException {
    try {
      return check.failure();
    } catch (RuntimeException broken) {
      return Optional.of("it could not be checked: " + broken.getMessage());
    }
  }

  /** Looks who came; how many of the checks are still to be told from others. */
  private long looked(Idle idle, long own) throws IOException, InterruptedException {
    Optional<Visits> visits =
        workshop
            .ground()
            .networks()
            .visits(container.plan().network(), container.placement().wire().orElseThrow(), pid);
    if (visits.isEmpty()) {
      return own;
    }
    idle.look(visits.get(), own, now());
    idle.over(now()).ifPresent(reason -> live.want(End.of(JobState.STOPPED, reason)));
    return 0;
  }

  /** Stops looking, and records how often it was checked. */
  @Override
  public void close() {
    stop.countDown();
    try {
      if (thread.isPresent()) {
        thread.get().join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    standing.ifPresent(right ->
        live.order()
            .gate()
            .outcome(
                right,
                health
                    .<Outcome>map(h -> new Outcome.Done(h.facts()))
                    .orElseGet(
                        () -> new Outcome.Failed("the service was not let go", Json.Obj.EMPTY))));
  }
}
