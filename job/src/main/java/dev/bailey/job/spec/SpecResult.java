package dev.bailey.job.spec;

import dev.bailey.ledger.json.Json;
import java.util.List;

/** What became of a specification. */
public sealed interface SpecResult {
  /**
   * It can be resolved.
   *
   * @param spec with defaults and units resolved
   * @param asWritten what the file says, with members in its order; a number or truth value that
   *     canonical JSON would write differently, such as {@code 0.5} or {@code True}, is kept as the
   *     text that was written
   */
  record Valid(JobSpec spec, Json.Obj asWritten) implements SpecResult {}

  /** It cannot; every problem in the order of the file. */
  record Invalid(List<Problem> problems) implements SpecResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
