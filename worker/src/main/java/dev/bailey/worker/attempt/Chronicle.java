package dev.bailey.worker.attempt;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;

/** Writes an attempt's moves from state to state. */
final class Chronicle {
  private final Gate gate;
  private JobState now;

  Chronicle(Gate gate, JobState now) {
    this.gate = gate;
    this.now = now;
  }

  JobState now() {
    return now;
  }

  /**
   * Records the move and returns when it is on disk.
   *
   * @throws LedgerLost if it cannot be recorded; whatever depends on the move must not happen
   */
  void moveTo(JobState next, Json.Obj detail) {
    if (next == now) {
      return;
    }
    if (!now.next().contains(next)) {
      throw new IllegalStateException("a job does not move from " + now + " to " + next);
    }
    Json.Obj body =
        Json.object()
            .put("from", now.wireName())
            .put("to", next.wireName())
            .put("detail", detail)
            .build();
    if (!gate.record(EventType.STATE, body)) {
      throw new LedgerLost();
    }
    now = next;
  }
}
