package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.state.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentTest {
  @TempDir Path dir;

  @Test
  void whatWasMeantIsReadAgain() throws IOException {
    Path file = dir.resolve("intent");
    assertThat(Intent.of(file)).isEmpty();
    Intent.remember(file, End.of(JobState.STOPPED, "nobody came"));
    assertThat(Intent.of(file)).contains(End.of(JobState.STOPPED, "nobody came"));
  }

  @Test
  void halfOfItIsNothing() throws IOException {
    Path file = dir.resolve("intent");
    Intent.remember(file, End.of(JobState.TIMEOUT, ""));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(Intent.of(file)).as("%s bytes", length).isEmpty();
    }
  }

  @Test
  void whatCannotBeWrittenIsForgotten() throws IOException {
    Path file = dir.resolve("gone/intent");
    Intent.remember(file, End.of(JobState.TIMEOUT, ""));
    assertThat(Intent.of(file)).isEmpty();
  }
}
