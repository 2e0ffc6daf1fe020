package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
  @TempDir Path dir;
  private final List<String> seen = new ArrayList<>();

  @Test
  void takesWholeRecordsAsTheyAppear() throws IOException {
    Path file = dir.resolve("ctr.log");
    try (Tail tail = tail(file)) {
      assertThat(tail.poll()).isFalse();
      append(file, "2026-01-02T03:04:05.5+01:00 stdout F hello world\n2026-01-02T03:04:0");
      assertThat(tail.poll()).isTrue();
      assertThat(seen).containsExactly("2026-01-02T02:04:05.500Z out hello world true");
      append(file, "6Z stderr P part \n2026-01-02T03:04:06Z stderr F \n");
      tail.poll();
      assertThat(seen.subList(1, 3))
          .containsExactly(
              "2026-01-02T03:04:06Z err part  false", "2026-01-02T03:04:06Z err  true");
    }
  }

  @Test
  void endlessRecordsAreHandedOnAndRubbishIsLeftOut() throws IOException {
    Path file = dir.resolve("ctr.log");
    append(file, "rubbish\n2026-01-02T03:04:05Z stdout F " + "x".repeat(3 << 20) + "\n");
    try (Tail tail = tail(file)) {
      tail.drain();
    }
    assertThat(seen).isNotEmpty();
    assertThat(seen.getFirst()).startsWith("2026-01-02T03:04:05Z out xxxx");
  }

  @Test
  void aWriterThatNeverPausesDoesNotHoldUpTheWatch() throws IOException {
    Path file = dir.resolve("ctr.log");
    append(file, ("2026-01-02T03:04:05Z stdout F " + "x".repeat(1000) + "\n").repeat(3000));
    try (Tail tail = tail(file)) {
      assertThat(tail.poll()).isTrue();
      assertThat(seen).hasSizeLessThan(1100);
      tail.drain();
      assertThat(seen).hasSize(3000);
      assertThat(tail.poll()).isFalse();
    }
  }

  private Tail tail(Path file) throws IOException {
    return new Tail(
        file,
        (time, stream, text, end) ->
            seen.add(
                time + " " + stream + " " + new String(text, StandardCharsets.UTF_8) + " " + end));
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
