package dev.bailey.worker.attempt;

import dev.bailey.job.plan.JobIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Host id ranges, one for each attempt on this host, whoever's agent runs it. A range is taken by
 * creating a file of its number, which succeeds for one taker only.
 *
 * <p>The ranges fill {@link JobIds}.
 */
final class IdRanges {
  /** Number of ranges; the last one is kept for owners of outputs. */
  static final int COUNT = (int) ((JobIds.KEPT - JobIds.FIRST) / JobIds.PER_ATTEMPT);

  /** Host id that owns what jobs write; it belongs to no range and to no account. */
  static final long OUTPUT_OWNER = JobIds.KEPT + 1000;

  private final Path directory;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param directory shared by all agents of the host, gone with a reboot
   */
  IdRanges(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes a free range.
   *
   * @param owner written into the file, for whoever looks
   * @return its first id, or nothing if all are taken
   */
  Optional<Long> take(String owner) {
    try {
      Files.createDirectories(directory);
      int start = random.nextInt(COUNT);
      for (int i = 0; i < COUNT; i++) {
        long base = JobIds.FIRST + (start + i) % COUNT * JobIds.PER_ATTEMPT;
        try {
          Files.createFile(file(base));
          Files.writeString(file(base), owner);
          return Optional.of(base);
        } catch (FileAlreadyExistsException taken) {
          // Somebody else has this one; the next may be free.
        }
      }
      return Optional.empty();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Gives a range back; giving back twice does no harm. */
  void giveBack(long base) {
    try {
      Files.deleteIfExists(file(base));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Path file(long base) {
    return directory.resolve(Long.toHexString(base));
  }
}
