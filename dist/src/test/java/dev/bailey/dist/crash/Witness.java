package dev.bailey.dist.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps what workloads wrote, behind Bailey's back: each attempt's volume is a file, of which the
 * witness holds a second hard link from the moment it appears. When everything is over and the
 * attempt's own name is gone, the file system in it is read without mounting it. Nothing of Bailey
 * writes into what is read there: only the workload does, and only it can say that it was synced.
 */
final class Witness implements AutoCloseable {
  private static final long POLL_MILLIS = 3;

  private final Path runs;
  private final Path kept;
  private final Thread thread;
  private volatile boolean over;

  /** Watches a home until it is closed. */
  Witness(Path home) throws IOException {
    this.runs = home.resolve("run");
    this.kept = Files.createTempDirectory(home.getParent(), "witness");
    this.thread = Thread.ofPlatform().daemon().start(this::watch);
  }

  private void watch() {
    try {
      while (!over) {
        look();
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void look() throws IOException {
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (DirectoryStream<Path> attempts = Files.newDirectoryStream(runs)) {
      for (Path attempt : attempts) {
        link(attempt.resolve("volume"), kept.resolve(attempt.getFileName()));
      }
    }
  }

  private static void link(Path volume, Path copy) throws IOException {
    if (!Files.exists(copy)) {
      try {
        Files.createLink(copy, volume);
      } catch (NoSuchFileException | FileAlreadyExistsException early) {
        // Not made yet; the next look finds it.
      }
    }
  }

  /** What the workloads of all volumes since the last call have synced, volume by volume. */
  List<List<String>> testimony() throws IOException {
    try (Stream<Path> volumes = Files.list(kept)) {
      List<Path> all = volumes.sorted().toList();
      List<List<String>> said = all.stream().map(Witness::read).toList();
      for (Path volume : all) {
        Files.delete(volume);
      }
      return said;
    }
  }

  private static List<String> read(Path volume) {
    try {
      Process reader =
          new ProcessBuilder("debugfs", "-R", "cat /scratch/said", volume.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
    thread.interrupt();
    testimony();
    Files.deleteIfExists(kept);
  }
}
