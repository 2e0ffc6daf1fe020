package dev.bailey.worker.attempt;

import dev.bailey.sys.LoopDevice;
import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A file system of limited size in a file: what is written there can fill itself, never the host.
 * Nothing in it needs to survive a crash of the host, so it has no journal.
 */
final class Volume {
  /** What ext4 needs for itself besides one part in thirty-two for its tables. */
  private static final long OVERHEAD_BYTES = 8L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OUTPUT_LIMIT = 4096;

  private Volume() {}

  /**
   * Makes a volume and mounts it.
   *
   * @param bytes room for files
   */
  static void make(Path image, Path target, long bytes) throws IOException, InterruptedException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes + bytes / 32 + OVERHEAD_BYTES);
    }
    ProcessResult made =
        Processes.run(
            List.of(
                Processes.find("mke2fs"),
                "-q",
                "-F",
                "-t",
                "ext4",
                "-O",
                "^has_journal,^resize_inode",
                "-m",
                "0",
                "-E",
                "nodiscard,lazy_itable_init=1,root_owner=0:0",
                image.toString()),
            Map.of(),
            new byte[0],
            OUTPUT_LIMIT,
            PATIENCE);
    if (!(made instanceof ProcessResult.Exited exited) || exited.code() != 0) {
      throw new IOException("cannot make a file system for the attempt: " + made);
    }
    Files.createDirectories(target);
    LoopDevice.mountExt4(image, target, false);
  }
}
