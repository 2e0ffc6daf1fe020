package dev.bailey.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Needs root, who may put a thread before others. */
@Tag("container")
class PrecedenceTest {
  /** Of {@code /proc/PID/stat}, behind the name of the program. */
  private static final int NICE = 16;

  private static int nice() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
  }

  @Test
  void oneThreadGoesFirstAndTheOthersDoNot() throws Exception {
    int before = nice();
    int first =
        Alongside.start(
                "first",
                () -> {
                  Precedence.first();
                  return nice();
                })
            .get();
    assertThat(first).isEqualTo(-20);
    assertThat(nice()).isEqualTo(before).isNotEqualTo(-20);
  }
}
