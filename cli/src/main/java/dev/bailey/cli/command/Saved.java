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
public final class Saved {
  private Saved() {}

  /** Writes the content. */
  public interface Content {
    long to(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, which is replaced if it was there; then it keeps its permissions, and a link to
   * it stays a link.
   *
   * @return what the content says it wrote
   */
  public static long file(Path file, Content content) {
    try {
      boolean known = Files.exists(file);
      Path target = known ? file.toRealPath() : file.toAbsolutePath();
      Path fresh = Files.createTempFile(target.getParent(), ".bailey", ".new");
      try {
        long size;
        try (OutputStream out = Files.newOutputStream(fresh)) {
          size = content.to(out);
        }
        if (known) {
          Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
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
