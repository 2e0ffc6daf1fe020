package dev.bailey.server;

import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.JobRow;
import dev.bailey.store.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One reader's way through a job's log: lines in order, and between them the states the job comes
 * to. Each reader goes at its own pace on its own thread; a slow one delays nobody.
 */
public final class LogStream {
  /** Lines handed over at once. */
  private static final int BATCH = 256;

  /** How long a change of state may go unseen. */
  private static final Duration LOOK = Duration.ofMillis(5);

  private final Parts parts;
  private final Changes changes;
  private final String job;
  private final int attempt;
  private final Sink sink;
  private long next;
  private long seenSeq = -1;
  private long seenChanges = -1;
  private Optional<Logs.Reader> reader = Optional.empty();

  /** Where lines and states go; every method blocks until the reader has taken it. */
  public interface Sink {
    void line(Logs.Line line) throws IOException;

    /** A state the job came to: {@code {from, to, detail, seq, time}}. */
    void state(Json.Obj state) throws IOException;

    /** Nothing follows: the attempt's history is closed, or this is all there is for now. */
    void end(Json.Obj end) throws IOException;
  }

  LogStream(Parts parts, Changes changes, JobRow job, long from, Sink sink) {
    this.parts = parts;
    this.changes = changes;
    this.job = job.id();
    this.attempt = job.attempt();
    this.next = from;
    this.sink = sink;
  }

  /** Hands over what is there now. */
  void once() throws IOException {
    try {
      drain();
      sink.end(end());
    } finally {
      close();
    }
  }

  /** Hands over what is there and what comes, until the attempt is closed. */
  void follow() throws IOException, InterruptedException {
    try {
      boolean closed = false;
      while (!closed) {
        long heard = changes.count();
        closed = heard != seenChanges && states(heard);
        if (!closed && lines(LOOK) == 0) {
          waitWithoutLog(heard);
        }
      }
      drain();
      sink.end(end());
    } finally {
      close();
    }
  }

  private void waitWithoutLog(long heard) throws InterruptedException {
    if (reader.isEmpty()) {
      changes.await(heard, LOOK);
    }
  }

  /** Hands over new states; true once nothing follows in the attempt's history. */
  private boolean states(long heard) throws IOException {
    seenChanges = heard;
    Optional<AttemptRow> row = parts.store().attempt(job, attempt);
    for (Step step : parts.store().steps(job, attempt)) {
      if (step.type() == EventType.STATE && step.seq() > seenSeq) {
        sink.state(
            step.summary()
                .with("seq", Json.of(step.seq()))
                .with("time", Json.of(step.time().toString())));
        seenSeq = step.seq();
      }
    }
    return row.map(AttemptRow::closed).orElse(true);
  }

  private void drain() throws IOException {
    while (lines(Duration.ZERO) > 0) {
      // Until there are none.
    }
  }

  private int lines(Duration atMost) throws IOException {
    if (reader.isEmpty()) {
      reader = parts.logs().open(job, attempt);
    }
    if (reader.isEmpty()) {
      return 0;
    }
    List<Logs.Line> lines = reader.get().follow(next, BATCH, atMost);
    for (Logs.Line line : lines) {
      sink.line(line);
      next = line.number() + 1;
    }
    return lines.size();
  }

  private Json.Obj end() {
    Optional<JobRow> now = parts.store().job(job);
    return Json.object()
        .put("state", now.map(j -> j.state().wireName()).orElse("removed"))
        .put("next", next)
        .put("closed", parts.store().attempt(job, attempt).map(AttemptRow::closed).orElse(true))
        .put("detail", now.map(JobRow::detail).orElse(Json.Obj.EMPTY))
        .build();
  }

  private void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
