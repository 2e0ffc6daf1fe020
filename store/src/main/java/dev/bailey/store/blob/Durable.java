package dev.bailey.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Waits until the disk has what was written. */
public final class Durable {
  private Durable() {}

  /** The content of a file. */
  static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The names in a directory. */
  static void directory(Path directory) throws IOException {
    file(directory);
  }

  /** Replaces a file by one of mode 0600: whoever reads it sees the old or the new one whole. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path directory = parent(file);
    Path fresh =
        Files.createTempFile(
            directory,
            ".",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    directory(directory);
  }

  /** Removes a file. */
  public static void delete(Path file) throws IOException {
    Files.delete(file);
    directory(parent(file));
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("a file needs a directory");
    }
    return parent;
  }
}
