package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.log.LogSummary;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.evidence.Statement;
import dev.bailey.ledger.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Ends an attempt's history: the final state, the statement about it, and the closing event. */
final class Close {
  /** Largest statement in bytes. */
  private static final long MAX_STATEMENT = 64L << 20;

  private final Workshop workshop;

  Close(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Records how it ended, makes the statement, and closes.
   *
   * @param attested whether an earlier agent made the statement already
   * @throws LedgerLost if any of that cannot be recorded
   */
  JobState close(
      Order order,
      Chronicle chronicle,
      End end,
      List<ContainerAction.StoreOutputs.Output> outputs,
      LogSummary log,
      Instant started,
      boolean attested)
      throws IOException {
    chronicle.moveTo(end.state(), end.detail());
    workshop.faults().at(FaultPoint.END_RECORDED);
    if (!attested) {
      attest(order, end, outputs, log, started);
    }
    seal(order, end.state());
    workshop.faults().at(FaultPoint.CLOSED);
    return end.state();
  }

  private void attest(
      Order order,
      End end,
      List<ContainerAction.StoreOutputs.Output> outputs,
      LogSummary log,
      Instant started)
      throws IOException {
    Event head = order.gate().head().orElseThrow();
    byte[] payload =
        Statement.payload(
                Statements.of(workshop, order, end, outputs, log, started, head), workshop.node())
            .canonical();
    if (!(workshop.blobs().stage(new ByteArrayInputStream(payload), MAX_STATEMENT)
        instanceof Blobs.Staged.Whole staged)) {
      throw new IOException("the statement has more than " + MAX_STATEMENT + " bytes");
    }
    staged.publish();
    workshop.faults().at(FaultPoint.STATEMENT_STORED);
    record(
        order,
        EventType.ATTESTED,
        Json.object().put("statement_sha256", staged.digest().hex()).build());
    workshop.faults().at(FaultPoint.ATTESTED);
  }

  private static void seal(Order order, JobState state) {
    Event head = order.gate().head().orElseThrow();
    record(
        order,
        EventType.ATTEMPT_CLOSED,
        Json.object()
            .put("count", head.seq() + 1)
            .put("head", head.digest().hex())
            .put("state", state.wireName())
            .build());
  }

  private static void record(Order order, EventType type, Json.Obj body) {
    if (!order.gate().record(type, body)) {
      throw new LedgerLost();
    }
  }
}
