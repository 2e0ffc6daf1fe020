package dev.bailey.job.spec;

import java.util.List;
import java.util.Optional;

/** Reads what a node's owner says of the jobs that it takes; {@code docs/operators.md}. */
public final class NodeSettingsReader {
  private NodeSettingsReader() {}

  /** What became of the file. */
  public sealed interface Result {
    /** It can be kept to. */
    record Valid(NodeSettings settings) implements Result {}

    /** It cannot; everything that is wrong, in the order of the file. */
    record Invalid(List<Problem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads it.
   *
   * @param utf8 the file, YAML or JSON
   * @param fileName for messages that concern the whole file
   */
  public static Result read(byte[] utf8, String fileName) {
    Problems problems = new Problems();
    Optional<NodeSettings> settings =
        Document.read(utf8, fileName, problems).map(root -> new NodeForm(problems).read(root));
    return problems.count() == 0 && settings.isPresent()
        ? new Result.Valid(settings.get())
        : new Result.Invalid(problems.sorted());
  }
}
