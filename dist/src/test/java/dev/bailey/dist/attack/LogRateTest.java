package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes too fast waits, and loses nothing of it, whatever happens meanwhile. */
@Tag("container")
class LogRateTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String SLOW = "resources: {log_rate: 64KiB}";

  /** More than a minute's worth of 64 KiB a second. */
  private static final int TOO_MANY = 450;

  @TempDir static Path dir;
  private static Yard yard;
  private static Bailey bailey;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
    bailey = yard.bailey();
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  @AfterEach
  void leavesNothing() {
    assertThat(bailey.leftovers()).isEmpty();
  }

  /** Numbered lines of 10 kB each. */
  private static String says(int lines) {
    return "for i in range(%d): print('line', i, 'x' * 10_000, flush=True)\n".formatted(lines);
  }

  private static void saidAll(String job, int lines) {
    List<String> wanted = IntStream.range(0, lines).mapToObj(i -> "line " + i + " x").toList();
    List<String> found =
        bailey
            .run("logs", job)
            .out()
            .lines()
            .map(line -> Pattern.compile("line [0-9]+ x").matcher(line))
            .filter(Matcher::find)
            .map(Matcher::group)
            .toList();
    assertThat(found).isEqualTo(wanted);
  }

  private static String submitted(String more, String python) throws IOException {
    Bailey.Ran ran = yard.submit(more, python);
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    return job.group();
  }

  @Test
  void aBurstIsNeitherHeldNorLost() throws IOException {
    String job = submitted("", says(2000));
    bailey.run("logs", "-f", job);
    saidAll(job, 2000);
    assertThat(bailey.run("logs", job).out()).doesNotContain("faster than");
    assertThat(yard.verified(job)).contains("log whole");
  }

  @Test
  void whoIsHeldLosesNothingAndEndsAsItWould() throws IOException {
    String job = submitted(SLOW, says(TOO_MANY) + "sys.exit(7)\n");
    bailey.run("logs", "-f", job);
    saidAll(job, TOO_MANY);
    assertThat(bailey.run("show", job).out()).contains("failed", "7");
    assertThat(bailey.run("logs", job).out())
        .contains("this job writes faster than 65536 bytes a second", "s in all");
    assertThat(yard.verified(job)).contains("log whole");
  }

  /** The next agent finds the engine's monitor held, whether the job still runs or not. */
  @Test
  void theNextAgentLetsGoWhatTheLastOneHeld() throws Exception {
    String job = submitted(SLOW, says(TOO_MANY));
    yard.awaitLine(job, Pattern.compile("(writes faster than)"));
    bailey.killAgent();
    bailey.run("logs", "-f", job);
    saidAll(job, TOO_MANY);
    assertThat(bailey.run("show", job).out()).contains("succeeded");
  }

  @Test
  void itCanBeCancelledWhileItIsHeld() throws Exception {
    String job = submitted(SLOW, says(100_000));
    yard.awaitLine(job, Pattern.compile("(writes faster than)"));
    assertThat(bailey.run("cancel", job).code()).isZero();
    bailey.run("logs", "-f", job);
    assertThat(bailey.run("show", job).out()).contains("cancelled");
  }
}
