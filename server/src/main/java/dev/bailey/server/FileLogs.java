package dev.bailey.server;

import dev.bailey.job.log.LogReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Logs as files {@code <directory>/<job>/<attempt>.jsonl}. */
public final class FileLogs implements Logs {
  private final Path directory;

  public FileLogs(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Reader> open(String job, int attempt) throws IOException {
    Path file = directory.resolve(job).resolve(attempt + ".jsonl");
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new FileReader(LogReader.open(file)))
        : Optional.empty();
  }

  @Override
  public void delete(String job) throws IOException {
    Path folder = directory.resolve(job);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private record FileReader(LogReader reader) implements Reader {
    @Override
    public List<Line> follow(long from, int max, Duration atMost) throws IOException {
      try {
        return reader.follow(from, max, atMost).stream()
            .map(line -> new Line(line.number(), line.json()))
            .toList();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped", stopped);
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
