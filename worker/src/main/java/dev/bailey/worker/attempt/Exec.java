package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner.ExecResult;
import dev.bailey.job.secret.Redaction;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.podman.ExecSession;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.walls.Gate;
import dev.bailey.worker.walls.WallsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs one more process in a running container. It waits at a gate of its own behind the same
 * starter until its walls, too, have been read back.
 */
final class Exec {
  private static final long POLL_MILLIS = 2;
  private static final int POLLS = 2500;

  /** Polls between two looks whether the engine has given up. */
  private static final int LOOK = 100;

  private final Workshop workshop;
  private final AtomicLong count = new AtomicLong();

  Exec(Workshop workshop) {
    this.workshop = workshop;
  }

  ExecResult exec(
      Order order,
      Live.Container container,
      List<String> command,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    ContainerAction.ExecInContainer action =
        new ContainerAction.ExecInContainer(
            container.placement().containerId(),
            container.plan(),
            container.placement().accounts(),
            command);
    return switch (order.gate().ask(action)) {
      case Verdict.Refused<ContainerAction.ExecInContainer> refused ->
          new ExecResult.NotRun(Run.reason(refused.denial()), true);
      case Verdict.Unrecorded<ContainerAction.ExecInContainer> unrecorded ->
          new ExecResult.NotRun("the decision cannot be recorded: " + unrecorded.reason(), false);
      case Verdict.Granted<ContainerAction.ExecInContainer> granted -> {
        ExecResult result = permitted(granted.permit(), container, in, out, err);
        order.gate().outcome(granted.permit(), outcome(result));
        yield result;
      }
    };
  }

  private static Outcome outcome(ExecResult result) {
    return switch (result) {
      case ExecResult.Ended ended ->
          new Outcome.Done(Json.object().put("exit_code", ended.code()).build());
      case ExecResult.NotRun notRun -> new Outcome.Failed(notRun.reason(), Json.Obj.EMPTY);
    };
  }

  private ExecResult permitted(
      Permit<ContainerAction.ExecInContainer> permit,
      Live.Container container,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    return held(
        gate -> workshop.containers().exec(permit, gate),
        container,
        (session, leader) -> {
          Thread feeder = Thread.ofVirtual().start(() -> feed(in, session));
          try {
            copy(session, container, out, err);
          } finally {
            feeder.interrupt();
          }
        });
  }

  /**
   * Runs the command of a health check once. What it leaves is ended with it.
   *
   * @param seconds after which it is ended with all that came of it
   */
  ExecResult check(
      Standing<ContainerAction.CheckHealth> standing,
      Live.Container container,
      long seconds,
      OutputStream out) {
    boolean[] over = {false};
    ExecResult result =
        held(
            gate -> workshop.containers().check(standing, gate),
            container,
            (session, leader) ->
                over[0] = !inTime(session, leader, container, Duration.ofSeconds(seconds), out));
    return over[0]
        ? new ExecResult.NotRun("its command had not ended after " + seconds + " s", false)
        : result;
  }

  private boolean inTime(
      ExecSession session,
      Family.Member leader,
      Live.Container container,
      Duration most,
      OutputStream out)
      throws IOException {
    Family family = new Family(leader, () -> workshop.ground().processesOf(container.podmanId()));
    try (CheckLimit limit = CheckLimit.begin(family, container.places().check(), session, most)) {
      try {
        session.endInput();
        copy(session, container, out, out);
      } catch (IOException torn) {
        if (!limit.over()) {
          throw torn;
        }
      }
      return !limit.over();
    }
  }

  private static void copy(
      ExecSession session, Live.Container container, OutputStream out, OutputStream err)
      throws IOException {
    Redaction redaction = SecretFiles.redaction(container.places().secrets(), container.plan());
    try (OutputStream shown = new RedactedStream(out, redaction.stream());
        OutputStream complaints = new RedactedStream(err, redaction.stream())) {
      session.copyTo(shown, complaints);
    }
  }

  /** Starts a process that waits at the gate of this name. */
  private interface Starting {
    Reply<ExecSession> at(String gate);
  }

  /** Lets a process have its streams, until it has ended. */
  private interface Streams {
    void flow(ExecSession session, Family.Member leader) throws IOException;
  }

  private ExecResult held(Starting starting, Live.Container container, Streams streams) {
    String name = "x" + Long.toHexString(System.nanoTime()) + "-" + count.incrementAndGet();
    Path fifo = container.places().start().resolve(name);
    try (Gate gate = Gate.make(fifo)) {
      return switch (starting.at(name)) {
        case Reply.Ok<ExecSession>(ExecSession session) -> {
          try (session) {
            yield released(gate, session, container, streams);
          } finally {
            gate.forsake();
          }
        }
        case Reply.Refused<ExecSession> refused -> new ExecResult.NotRun(refused.message(), false);
        case Reply.NoAnswer<ExecSession> none -> new ExecResult.NotRun(none.reason(), false);
      };
    } catch (WallsException | IOException failed) {
      return new ExecResult.NotRun(String.valueOf(failed.getMessage()), false);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new ExecResult.NotRun("interrupted", false);
    }
  }

  private ExecResult released(
      Gate gate, ExecSession session, Live.Container container, Streams streams)
      throws IOException, InterruptedException {
    for (int i = 0; !gate.waiting(); i++) {
      if (i == POLLS) {
        return new ExecResult.NotRun("the command's starter did not come up", false);
      }
      if (i % LOOK == LOOK - 1 && session.failed()) {
        return new ExecResult.NotRun(
            "the runtime did not start it"
                + (container.plan().network().closed()
                    ? ""
                    : "; runc 1.1 cannot add a process to a container with a network: install runc 1.2"
                        + " or newer, or crun, and run bailey doctor --fix"),
            false);
      }
      Thread.sleep(POLL_MILLIS);
    }
    List<String> mismatches = mismatches(session, container);
    if (!mismatches.isEmpty()) {
      return new ExecResult.NotRun(
          "the walls are not as decided: " + String.join("; ", mismatches), true);
    }
    Optional<Family.Member> leader =
        session.pid() instanceof Reply.Ok<Long>(Long pid) ? Family.member(pid) : Optional.empty();
    if (leader.isEmpty()) {
      return new ExecResult.NotRun("the command's starter ended early", false);
    }
    // Before it is let go, so that a secret that is gone ends the process instead.
    SecretFiles.redaction(container.places().secrets(), container.plan());
    if (!gate.release()) {
      return new ExecResult.NotRun("the command's starter ended early", false);
    }
    streams.flow(session, leader.get());
    return session.exitCode() instanceof Reply.Ok<Integer> ok
        ? new ExecResult.Ended(ok.value())
        : new ExecResult.NotRun("the command ended and its exit code is lost", false);
  }

  private List<String> mismatches(ExecSession session, Live.Container container) {
    if (!(session.pid() instanceof Reply.Ok<Long>(Long pid)) || pid <= 0) {
      return List.of("the command's process cannot be found");
    }
    return workshop.ground().walls(pid, session.plan(), container.placement()).mismatches();
  }

  private static void feed(InputStream in, ExecSession session) {
    try {
      in.transferTo(session.in());
      session.endInput();
    } catch (IOException gone) {
      // The command has ended, or whoever typed has left; either way there is nothing to feed.
    }
  }
}
