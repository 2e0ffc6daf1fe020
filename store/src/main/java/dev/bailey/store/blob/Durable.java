package dev.bailey.store.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until the disk has what was written. */
final class Durable {
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
}
