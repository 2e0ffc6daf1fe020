package dev.bailey.ledger.log;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The few things the log does to files. Reading uses streams because an interrupt of the reading
 * thread would close a channel.
 */
final class Disk {
  private Disk() {}

  /** The whole file, or nothing if there is no such file. */
  static Optional<byte[]> read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException missing) {
      if (Files.exists(file)) {
        throw missing;
      }
      return Optional.empty();
    }
  }

  /** The whole file, which must be there. */
  static byte[] readPresent(Path file) throws IOException {
    return read(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
  }

  /** Writes a file whose name nothing refers to yet, and flushes its contents. */
  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(out, ByteBuffer.wrap(bytes), 0);
      out.force(true);
    }
  }

  /** Replaces a file so that at every moment either the old or the new one is on disk, whole. */
  static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    syncFolder(file.resolveSibling("."));
  }

  static void syncFolder(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  static void writeFully(FileChannel out, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += out.write(bytes, at);
    }
  }
}
