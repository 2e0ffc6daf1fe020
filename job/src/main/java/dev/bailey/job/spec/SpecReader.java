package dev.bailey.job.spec;

import dev.bailey.ledger.json.Json;
import java.util.Optional;

/**
 * Reads a specification: bytes → text → node tree → typed values. Any input ends in a {@link
 * SpecResult}; nothing is thrown for what a file contains.
 */
public final class SpecReader {
  private SpecReader() {}

  /**
   * Reads a specification.
   *
   * @param utf8 the file; one that begins with <code>{</code> is read as JSON, or as YAML if it is
   *     not JSON
   * @param fileName for messages that concern the whole file
   */
  public static SpecResult read(byte[] utf8, String fileName) {
    return read(utf8, fileName, NodeSettings.STANDARD);
  }

  /**
   * Reads a specification for a node, whose settings say what holds where nothing is written; what
   * they allow at most is not looked at here.
   */
  public static SpecResult read(byte[] utf8, String fileName, NodeSettings settings) {
    Problems problems = new Problems();
    Optional<Node> root = Document.read(utf8, fileName, problems);
    Optional<JobSpec> spec = root.flatMap(node -> new JobForm(problems, settings).read(node));
    if (problems.count() == 0 && spec.isPresent() && root.isPresent()) {
      return new SpecResult.Valid(spec.get(), (Json.Obj) Written.json(root.get()));
    }
    return new SpecResult.Invalid(problems.sorted());
  }
}
