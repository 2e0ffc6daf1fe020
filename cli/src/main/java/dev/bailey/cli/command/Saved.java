package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all. */
final class Saved {
  private Saved() {}

  /** Writes the content. */
  interface Content {
    long to(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, which is replaced if it was there.
   *
   * @return what the content says it wrote
   */
  static long file(Path file, Content content) {
    Path target = file.toAbsolutePath();
    try {
      Path fresh = Files.createTempFile(target.getParent(), ".bailey", ".new");
      try {
        long size;
        try (OutputStream out = Files.newOutputStream(fresh)) {
          size = content.to(out);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        return size;
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (FileAlreadyExistsException there) {
      throw new Failure(Exit.FAILED, "cannot write " + file, "it is there already", "");
    } catch (IOException failed) {
      throw new Failure(Exit.FAILED, "cannot write " + file, reason(failed), "");
    }
  }

  private static String reason(IOException failed) {
    return failed.getClass().getSimpleName() + ": " + failed.getMessage();
  }
}
