package dev.bailey.job.output;

import dev.bailey.job.run.Blobs;
import dev.bailey.scan.path.Problem;
import java.io.IOException;
import java.util.List;

/**
 * Everything that was found for the declared outputs.
 *
 * @param outputs in the order of their declaration; the files of a declared directory sorted by
 *     path
 */
public record Collected(List<Output> outputs) {
  public Collected {
    outputs = List.copyOf(outputs);
  }

  /** Whether every declared output is there and accepted; otherwise the job has failed. */
  public boolean complete() {
    return problems().isEmpty();
  }

  /** Everything that is wrong. */
  public List<Problem> problems() {
    return outputs.stream()
        .filter(Output.Refused.class::isInstance)
        .map(Output.Refused.class::cast)
        .map(refused -> new Problem(refused.name(), refused.reason()))
        .toList();
  }

  /** What is staged. */
  public List<Output.Whole> whole() {
    return outputs.stream()
        .filter(Output.Whole.class::isInstance)
        .map(Output.Whole.class::cast)
        .toList();
  }

  /**
   * Makes what is staged durable and visible.
   *
   * @throws IOException if that fails; what is visible by then harms nobody
   */
  public void publish() throws IOException {
    for (Output.Whole whole : whole()) {
      whole.staged().publish();
    }
  }

  /** Drops what is staged. */
  public void discard() {
    whole().stream().map(Output.Whole::staged).forEach(Blobs.Staged.Whole::discard);
  }
}
