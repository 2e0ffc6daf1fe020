package dev.bailey.server;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.JobRow;
import dev.bailey.store.OutputRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands a job's log, outputs and evidence to somebody. Each is decided and recorded by the node's
 * gate, because an attempt's own history may be closed already.
 */
final class Readings {
  private static final int TAIL_LINES = 20;

  private final Parts parts;
  private final Gate node;
  private final Changes changes;

  Readings(Parts parts, Gate node, Changes changes) {
    this.parts = parts;
    this.node = node;
    this.changes = changes;
  }

  Result<Delivery<LogStream.Sink>> log(
      String job, long from, boolean follow, Optional<Glass> glass) {
    Optional<JobRow> row = parts.store().job(job);
    if (row.isEmpty()) {
      return Result.no(Refusal.noJob(job));
    }
    JobAction.ReadLog action = new JobAction.ReadLog(job, row.get().attempt());
    return decided(
        action,
        glass,
        -1,
        sink -> {
          LogStream stream = new LogStream(parts, changes, row.get(), from, sink);
          if (follow) {
            stream.follow();
          } else {
            stream.once();
          }
        });
  }

  Result<Delivery<OutputStream>> output(String job, String name, Optional<Glass> glass) {
    Optional<JobRow> row = parts.store().job(job);
    Optional<OutputRow> output =
        row.stream()
            .flatMap(j -> parts.store().outputs(job, j.attempt()).stream())
            .filter(o -> o.name().equals(name))
            .findFirst();
    if (row.isEmpty() || output.isEmpty()) {
      return Result.no(
          row.isEmpty()
              ? Refusal.noJob(job)
              : Refusal.of(
                  Refusal.Kind.NOT_FOUND,
                  job + " has no output " + name,
                  "",
                  "bailey show " + job + " lists the outputs"));
    }
    OutputRow found = output.get();
    return decided(
        new JobAction.ReadOutput(job, row.get().attempt(), name, found.digest()),
        glass,
        found.size(),
        out -> {
          try (InputStream in = parts.blobs().open(found.digest())) {
            in.transferTo(out);
          }
        });
  }

  Result<Delivery<OutputStream>> evidence(String job) {
    Optional<JobRow> row = parts.store().job(job);
    if (row.isEmpty()) {
      return Result.no(Refusal.noJob(job));
    }
    int attempt = row.get().attempt();
    if (!parts.store().attempt(job, attempt).map(AttemptRow::closed).orElse(false)) {
      return Result.no(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              job + " is " + row.get().state().wireName(),
              "evidence exists once the job is over",
              "bailey logs -f " + job + " waits for that"));
    }
    return decided(
        job,
        node.ask(new JobAction.ExportEvidence(job, attempt)),
        -1,
        out -> parts.evidence().export(job, attempt, out));
  }

  /** The last lines of a job's log, or none if that may not be read. */
  List<Json.Obj> tail(JobRow job) {
    List<Json.Obj> tail = new ArrayList<>();
    JobAction.ReadLog action = new JobAction.ReadLog(job.id(), job.attempt());
    Result<Delivery<LogStream.Sink>> decided =
        decided(
            action,
            Optional.empty(),
            -1,
            sink -> new LogStream(parts, changes, job, 1, sink).once());
    if (decided instanceof Result.Ok<Delivery<LogStream.Sink>> ok) {
      try {
        ok.value().to(new TailSink(tail));
      } catch (IOException unreadable) {
        parts.troubles().accept("log of " + job.id(), unreadable);
      }
    }
    return List.copyOf(tail);
  }

  /** The work after the decision. */
  private interface Work<T> {
    void to(T out) throws IOException, InterruptedException;
  }

  /** Asks whether it may be read, and where that is refused, whether the glass may be broken. */
  private <A extends JobAction.Reading, T> Result<Delivery<T>> decided(
      A reading, Optional<Glass> glass, long size, Work<T> work) {
    Optional<Refusal> flaw = glass.flatMap(Glass::flaw);
    if (flaw.isPresent()) {
      return Result.no(flaw.get());
    }
    Verdict<A> verdict = node.ask(reading);
    return glass.isPresent() && verdict instanceof Verdict.Refused<A>
        ? decided(reading.job(), node.ask(glass.get().broken(reading)), size, work)
        : decided(reading.job(), verdict, size, work);
  }

  private <A extends Action, T> Result<Delivery<T>> decided(
      String job, Verdict<A> verdict, long size, Work<T> work) {
    return switch (verdict) {
      case Verdict.Refused<A> refused -> Result.no(Refusal.denied(refused.denial(), job));
      case Verdict.Unrecorded<A> lost -> Result.no(Refusal.unrecorded(lost.reason()));
      case Verdict.Granted<A> granted ->
          Result.ok(new Delivery<T>(size, out -> deliver(granted.permit(), work, out)));
    };
  }

  private <T> void deliver(Permit<?> permit, Work<T> work, T out) throws IOException {
    permit.take();
    Outcome outcome = new Outcome.Failed("not handed over in full", Json.Obj.EMPTY);
    try {
      work.to(out);
      outcome = Outcome.done();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped before all was handed over");
    } finally {
      node.outcome(permit, outcome);
    }
  }

  /** Keeps the last lines. */
  private record TailSink(List<Json.Obj> tail) implements LogStream.Sink {
    @Override
    public void line(Logs.Line line) {
      if (tail.size() == TAIL_LINES) {
        tail.removeFirst();
      }
      tail.add(line.json());
    }

    @Override
    public void state(Json.Obj state) {}

    @Override
    public void end(Json.Obj end) {}
  }
}
