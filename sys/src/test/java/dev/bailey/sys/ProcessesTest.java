package dev.bailey.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessesTest {
  private static ProcessResult sh(String script, int limit, Duration timeout)
      throws InterruptedException {
    return Processes.run(
        List.of("/bin/sh", "-c", script),
        Map.of("PATH", "/usr/bin:/bin", "A", "1"),
        "given".getBytes(UTF_8),
        limit,
        timeout);
  }

  @Test
  void givesInputEnvironmentAndReturnsOutputAndStatus() throws InterruptedException {
    assertThat(sh("cat; echo \" $A$HOME\"; echo oops >&2; exit 3", 100, Duration.ofSeconds(10)))
        .isEqualTo(new ProcessResult.Exited(3, "given 1\n", "oops\n", false));
  }

  @Test
  void argumentsAreNeverReadByAShell() throws InterruptedException {
    ProcessResult result =
        Processes.run(
            List.of(Processes.find("printf"), "%s", "$(id);`id`|x"),
            Map.of(),
            new byte[0],
            100,
            Duration.ofSeconds(10));
    assertThat(result.stdout()).isEqualTo("$(id);`id`|x");
  }

  @Test
  void keepsOutputUpToTheLimit() throws InterruptedException {
    assertThat(sh("printf 12345", 5, Duration.ofSeconds(10)))
        .isEqualTo(new ProcessResult.Exited(0, "12345", "", false));
    assertThat(sh("printf 123456", 5, Duration.ofSeconds(10)))
        .isEqualTo(new ProcessResult.Exited(0, "12345", "", true));
    assertThat(sh("head -c 5000000 /dev/zero", 5, Duration.ofSeconds(10)))
        .isInstanceOfSatisfying(
            ProcessResult.Exited.class, e -> assertThat(e.succeeded()).isTrue());
  }

  @Test
  void killsTheProgramAndItsChildrenAtTheTimeLimit() throws InterruptedException {
    ProcessResult result = sh("sleep 300 & echo $!; wait", 100, Duration.ofMillis(500));
    assertThat(result).isInstanceOf(ProcessResult.TimedOut.class);
    long child = Long.parseLong(result.stdout().strip());
    PidFd.open(child)
        .ifPresent(p -> {
          assertThat(p.awaitExit(Duration.ofSeconds(10))).isTrue();
          p.close();
        });
  }

  @Test
  void doesNotWaitForADaemonThatKeepsTheOutputOpen() throws InterruptedException {
    ProcessResult result = sh("sleep 15 & echo done", 100, Duration.ofSeconds(10));
    assertThat(result).isEqualTo(new ProcessResult.Exited(0, "done\n", "", false));
  }

  @Test
  void refusesRelativeAndMissingPrograms() {
    assertThatThrownBy(
            () -> Processes.run(List.of("sh"), Map.of(), new byte[0], 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            Processes.run(List.of("/no/such"), Map.of(), new byte[0], 1, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(SysException.class, e -> assertThat(e.errno()).isEqualTo("ENOENT"));
    assertThatThrownBy(() -> Processes.find("no-such-program")).isInstanceOf(SysException.class);
  }

  @Test
  void deliversLinesOfALongRunningProgramAndStopsIt() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    String script = "echo one; echo two >&2; head -c 65537 /dev/zero | tr '\\0' x; exec sleep 60";
    try (RunningProcess process =
        Processes.start(
            List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), lines::add)) {
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
      assertThat(lines.poll(10, TimeUnit.SECONDS)).hasSize(RunningProcess.MAX_LINE);
      assertThat(process.awaitExit(Duration.ofMillis(10))).isEmpty();
      process.stop(Duration.ofSeconds(10));
      assertThat(process.awaitExit(Duration.ofSeconds(10))).hasValue(143);
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
    }
  }
}
