package dev.bailey.cli.agent;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.spec.NodeSettings;
import dev.bailey.job.spec.NodeSettingsReader;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.SpecLimits;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file in which the node's owner says what jobs get and can have. It is read each time; what it
 * says is on record before a job is judged by it.
 */
final class SettingsFile {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int TYPE = 0170000;
  private static final int PLAIN = 0100000;

  private final Path file;
  private final Gate gate;
  private Optional<Digest> recorded = Optional.empty();

  SettingsFile(Path file, Gate gate) {
    this.file = file;
    this.gate = gate;
  }

  /** What the file says now. */
  sealed interface Read {
    /**
     * It can be kept to.
     *
     * @param digest of the file; {@link Digest#NONE} if there is none
     */
    record InForce(NodeSettings settings, Digest digest) implements Read {}

    /** It cannot, and so no job can be taken. */
    record Refused(String reason) implements Read {}
  }

  Path file() {
    return file;
  }

  /** Reads it. */
  Read read() {
    return read(file);
  }

  /** Reads it without a record, for what concerns no single job. */
  static Read read(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Read.InForce(NodeSettings.STANDARD, Digest.NONE);
    }
    try {
      var facts = Files.readAttributes(file, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) facts.getOrDefault("mode", 0);
      Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if ((mode & TYPE) != PLAIN
          || (mode & WRITABLE_BY_OTHERS) != 0
          || !self.equals(facts.getOrDefault("uid", -1))) {
        return new Read.Refused(
            file + " is not a plain file that only the node's owner can change");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(SpecLimits.MAX_FILE_BYTES + 1);
      }
      return switch (NodeSettingsReader.read(bytes, file.getFileName().toString())) {
        case NodeSettingsReader.Result.Valid(NodeSettings settings) ->
            new Read.InForce(settings, Digest.of(bytes));
        case NodeSettingsReader.Result.Invalid(List<Problem> problems) ->
            new Read.Refused(
                file
                    + " is wrong:\n"
                    + String.join("\n", problems.stream().map(Problem::text).toList()));
      };
    } catch (IOException failed) {
      return new Read.Refused(file + " cannot be read: " + failed.getMessage());
    }
  }

  /**
   * Puts what is in force on record, once for each change and each agent; false if it could not be
   * recorded.
   */
  synchronized boolean onRecord(Digest digest) {
    if (!recorded.equals(Optional.of(digest))) {
      if (!gate.record(
          EventType.NODE_SETTINGS, Json.object().put("sha256", digest.hex()).build())) {
        return false;
      }
      recorded = Optional.of(digest);
    }
    return true;
  }
}
