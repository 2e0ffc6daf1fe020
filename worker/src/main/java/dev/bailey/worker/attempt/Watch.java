package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.PidFd;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Watches a workload until it ends: brings its output into the log, keeps its time limit, and ends
 * it when its owner asks. The time and output limits are terms of the permit under which the
 * container was started, and so are those of a service; keeping them needs no other.
 */
final class Watch {
  /** Between asking a workload to end and ending it. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * Most output that the runtime's own file may hold, in bytes. The job's log keeps less; beyond
   * this the file would fill the host.
   */
  static final long MAX_OUTPUT = 1L << 30;

  private static final Duration ATTENTIVE = Duration.ofMillis(2);
  private static final Duration CALM = Duration.ofMillis(20);
  private static final int CALM_AFTER = 250;
  private static final int TERM = 15;
  private static final int KILL = 9;

  private final Clock clock;

  Watch(Clock clock) {
    this.clock = clock;
  }

  /** Why a workload was ended. */
  private enum Stopped {
    NOT,
    TIME,
    TERMS,
    CANCEL,
    OUTPUT
  }

  /**
   * Blocks until the process has ended. The end of its output may still be on its way through the
   * runtime's monitor, which has written all of it when it tells the exit code.
   *
   * @param brake holds its output to its rate, and has something to tell of it
   * @param deadline when the time limit is reached
   * @return the state that follows from how it was ended; {@link JobState#FINALIZING} if nobody
   *     ended it
   */
  End until(
      Live live, Live.Container container, PidFd process, Tail tail, Brake brake, Instant deadline)
      throws IOException {
    Stopped stopped = Stopped.NOT;
    Instant killAt = Instant.MAX;
    int idle = 0;
    while (true) {
      brake.tell();
      idle = tail.poll() ? 0 : idle + 1;
      if (process.awaitExit(idle < CALM_AFTER ? ATTENTIVE : CALM)) {
        break;
      }
      Instant now = clock.instant();
      if (stopped == Stopped.NOT) {
        stopped = reasonToStop(live, tail, now, deadline);
        switch (stopped) {
          case NOT -> {}
          case CANCEL -> cancel(live, process);
          case TIME, TERMS, OUTPUT -> {
            Intent.remember(container.places().intent(), end(stopped, live, container));
            process.signal(stopped == Stopped.OUTPUT ? KILL : TERM);
          }
        }
        killAt = now.plus(GRACE);
      } else if (now.isAfter(killAt)) {
        process.signal(KILL);
        killAt = Instant.MAX;
      }
    }
    return end(stopped, live, container);
  }

  private static End end(Stopped stopped, Live live, Live.Container container) {
    return switch (stopped) {
      case NOT -> End.of(JobState.FINALIZING, "");
      case TIME ->
          End.of(JobState.TIMEOUT, "the time limit of " + seconds(container) + " s was reached");
      case TERMS -> live.wanted().orElseThrow();
      case CANCEL -> End.of(JobState.CANCELLED, "");
      case OUTPUT ->
          End.of(JobState.FAILED, "more than " + MAX_OUTPUT + " bytes of output were written");
    };
  }

  private static long seconds(Live.Container container) {
    return container.plan().limits().wallSeconds();
  }

  private static Stopped reasonToStop(Live live, Tail tail, Instant now, Instant deadline)
      throws IOException {
    if (live.cancellation().isPresent()) {
      return Stopped.CANCEL;
    }
    if (now.isAfter(deadline)) {
      return Stopped.TIME;
    }
    if (live.wanted().isPresent()) {
      return Stopped.TERMS;
    }
    return tail.size() > MAX_OUTPUT ? Stopped.OUTPUT : Stopped.NOT;
  }

  /** Sends the signal that the owner's permit names. */
  private static void cancel(Live live, PidFd process) {
    Permit<ContainerAction.SignalContainer> permit = live.cancellation().orElseThrow();
    boolean sent = process.signal(permit.take().signal());
    live.order()
        .gate()
        .outcome(
            permit,
            sent ? Outcome.done() : new Outcome.Failed("it had ended already", Json.Obj.EMPTY));
  }
}
