package dev.bailey.worker.attempt;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.json.Json;
import java.util.OptionalInt;

/**
 * How an attempt came to its end.
 *
 * @param state the terminal state
 * @param code the workload's exit code, if it ran and ended
 * @param reason for people; empty if the state says it all
 */
record End(JobState state, OptionalInt code, String reason) {
  /** Names the final state in the event that ends the running of the workload. */
  static final String DECIDED = "end";

  static End of(JobState state, String reason) {
    return new End(state, OptionalInt.empty(), reason);
  }

  /** The facts for the event that records the state. */
  Json.Obj detail() {
    Json.Obj detail = Json.Obj.EMPTY;
    if (code.isPresent()) {
      detail = detail.with("exit_code", Json.of(code.getAsInt()));
    }
    return reason.isEmpty() ? detail : detail.with("reason", Json.of(reason));
  }

  /** The facts for the event that records that the workload has ended. */
  Json.Obj decided() {
    return detail().with(DECIDED, Json.of(state.wireName()));
  }
}
