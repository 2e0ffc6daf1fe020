package dev.bailey.worker.attempt;

import dev.bailey.job.plan.JobIds;
import dev.bailey.ledger.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Host id ranges, one for each attempt on this host, whoever's agent runs it. A range is taken by
 * creating a symbolic link of its number, which succeeds for one taker only and names the owner in
 * the same step, so that a taker that is killed leaves no range without an owner.
 *
 * <p>The ranges fill {@link JobIds}.
 */
final class IdRanges {
  /** Number of ranges; the last one is kept for owners of outputs. */
  static final int COUNT = Math.toIntExact((JobIds.KEPT - JobIds.FIRST) / JobIds.PER_ATTEMPT);

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
   * @param owner where the link leads; at most 4095 bytes
   * @return its first id, or nothing if all are taken
   */
  Optional<Long> take(String owner) {
    try {
      Files.createDirectories(directory);
      int start = random.nextInt(COUNT);
      for (int i = 0; i < COUNT; i++) {
        long base = JobIds.FIRST + (start + i) % COUNT * JobIds.PER_ATTEMPT;
        try {
          Files.createSymbolicLink(file(base), Path.of(owner));
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

  /** Gives a range back if it is still this owner's; somebody else may have it by now. */
  void giveBack(long base, String owner) {
    giveBack(file(base), owner);
  }

  /** Gives back whatever this owner has. */
  void giveBackAll(String owner) {
    try {
      Files.createDirectories(directory);
      try (DirectoryStream<Path> taken = Files.newDirectoryStream(directory)) {
        taken.forEach(file -> giveBack(file, owner));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void giveBack(Path file, String owner) {
    try {
      if (Files.readSymbolicLink(file).equals(Path.of(owner))) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | NotLinkException notOurs) {
      // Given back already, or made by somebody else.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The name under which an attempt holds its range. */
  static String owner(Path home, Subject attempt) {
    return home + " " + attempt.job() + " " + attempt.attempt();
  }

  private Path file(long base) {
    return directory.resolve(Long.toHexString(base));
  }
}
