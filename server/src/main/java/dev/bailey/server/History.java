package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.OpenPermit;
import java.io.IOException;
import java.util.Optional;

/** Writes the events of a job's history that are nobody else's: its states here, and its end. */
final class History {
  private final Parts parts;

  History(Parts parts) {
    this.parts = parts;
  }

  /** Records a state; false if it could not be recorded. */
  boolean state(Gate gate, String from, JobState to, Json.Obj detail) {
    return gate.record(
        EventType.STATE,
        Json.object().put("from", from).put("to", to.wireName()).put("detail", detail).build());
  }

  /** Says of an effect that nobody knows what became of it. */
  boolean unknown(Gate gate, OpenPermit permit, String reason) {
    return gate.record(
        EventType.OUTCOME,
        Json.object()
            .put("decision", permit.decision())
            .put("result", "unknown")
            .put("reason", reason)
            .build());
  }

  /**
   * Ends an attempt's history, unless it is ended: settles what is open, has the statement signed,
   * and writes the last event.
   */
  void close(Order order, JobState state) {
    Gate gate = order.gate();
    if (attempt(order).map(AttemptRow::closed).orElse(true)) {
      return;
    }
    for (OpenPermit permit : parts.store().openPermits()) {
      if (permit.subject().equals(gate.subject())) {
        unknown(gate, permit, "the attempt ended without saying");
      }
    }
    attest(order, state);
    end(gate, state);
  }

  /** Writes the last event. */
  void end(Gate gate, JobState state) {
    AttemptRow last =
        parts.store().attempt(gate.subject().job(), gate.subject().attempt()).orElseThrow();
    gate.record(
        EventType.ATTEMPT_CLOSED,
        Json.object()
            .put("count", last.count())
            .put("head", last.head().hex())
            .put("state", state.wireName())
            .build());
  }

  private void attest(Order order, JobState state) {
    if (attempt(order).orElseThrow().statement().equals(Digest.NONE)) {
      try {
        Optional<Digest> statement = parts.evidence().attest(order, state);
        statement.ifPresent(digest ->
            order
                .gate()
                .record(
                    EventType.ATTESTED,
                    Json.object().put("statement_sha256", digest.hex()).build()));
      } catch (IOException failed) {
        parts.troubles().accept("no statement about " + order.job(), failed);
      }
    }
  }

  private Optional<AttemptRow> attempt(Order order) {
    return parts.store().attempt(order.job(), order.attempt());
  }
}
