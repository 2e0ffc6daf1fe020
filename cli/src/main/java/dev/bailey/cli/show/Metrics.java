package dev.bailey.cli.show;

import dev.bailey.cli.Home;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** What a job measured last, from the last line of its output {@code metrics.jsonl}. */
public final class Metrics {
  /** Longer files are not looked into. */
  private static final long MAX_BYTES = 4 << 20;

  private Metrics() {}

  /** {@code accuracy 0.969}; empty if there is no such output or no such number. */
  public static Optional<String> accuracy(Home home, String job, long attempt) {
    Path file =
        home.outputs().resolve(job).resolve(Long.toString(attempt)).resolve("metrics.jsonl");
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> !l.isBlank())
          .reduce((first, last) -> last)
          .flatMap(Metrics::accuracy);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> accuracy(String line) {
    if (!(JsonReader.read(line) instanceof JsonReader.Result.Value(Json.Obj metrics))) {
      return Optional.empty();
    }
    return metrics.members().entrySet().stream()
        .filter(m -> m.getKey().endsWith("accuracy"))
        .filter(m -> m.getValue() instanceof Json.Num)
        .reduce((first, last) -> last)
        .map(m ->
            "accuracy "
                + ((Json.Num) m.getValue())
                    .value()
                    .setScale(3, java.math.RoundingMode.HALF_UP)
                    .toPlainString());
  }
}
