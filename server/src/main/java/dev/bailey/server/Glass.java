package dev.bailey.server;

import dev.bailey.job.gate.JobAction;
import java.util.Optional;

/**
 * The wish to break the glass if a reading is refused.
 *
 * @param by the user whose program asks
 * @param reason why it must be, in that user's words
 */
public record Glass(String by, String reason) {
  /** What is wrong with the reason; a wish with such a one is refused before anything is asked. */
  Optional<Refusal> flaw() {
    return JobAction.BreakGlass.flaw(reason)
        .map(flaw ->
            Refusal.of(
                Refusal.Kind.BAD_REQUEST,
                flaw,
                "it stays in the record for ever, for others to read",
                "say in a sentence why it must be"));
  }

  JobAction.BreakGlass broken(JobAction.Reading reading) {
    return new JobAction.BreakGlass(reading, by, reason);
  }
}
