package dev.bailey.worker.attempt;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a workload is to end by its own terms, in a file of the attempt from before it is told to
 * until the attempt is cleaned away. An agent that comes while it ends, or afterwards, then says
 * the same of it. What its owner wants is in the history instead.
 */
final class Intent {
  private Intent() {}

  /** Writes it down. */
  static void remember(Path file, End end) {
    try {
      Files.write(file, end.decided().canonical());
    } catch (IOException failed) {
      // The workload must end even so; a later agent tells its code alone.
    }
  }

  /** What was written down; empty if nothing was, or not all of it. */
  static Optional<End> of(Path file) throws IOException {
    return Files.exists(file)
            && JsonReader.read(Files.readAllBytes(file))
                instanceof JsonReader.Result.Value(Json.Obj said)
        ? said.text(End.DECIDED)
            .flatMap(JobState::ofWireName)
            .map(state -> End.of(state, said.text("reason").orElse("")))
        : Optional.empty();
  }
}
