package dev.bailey.cli.agent;

import dev.bailey.cli.Home;
import dev.bailey.server.FileLogs;
import dev.bailey.server.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The logs of attempts; a job's published outputs go with its logs. */
final class NodeLogs implements Logs {
  private final Logs logs;
  private final Path outputs;

  NodeLogs(Home home) {
    this.logs = new FileLogs(home.logs());
    this.outputs = home.outputs();
  }

  @Override
  public Optional<Reader> open(String job, int attempt) throws IOException {
    return logs.open(job, attempt);
  }

  @Override
  public void delete(String job) throws IOException {
    logs.delete(job);
    Path published = outputs.resolve(job);
    if (Files.isDirectory(published, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> all;
      try (Stream<Path> tree = Files.walk(published)) {
        all = tree.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}
