package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Limits;
import dev.bailey.sys.DeviceFile;
import dev.bailey.worker.walls.Gate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The starter as first process of real containers, and the limits around what it starts. */
@Tag("container")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StarterInContainerTest {
  private static final int SIGTERM = 15;
  private Yard yard;

  @BeforeAll
  void open() {
    yard = Yard.open();
  }

  @AfterAll
  void close() {
    Yard.closeAll();
  }

  @ParameterizedTest(name = "{0}: exit code {1}")
  @CsvSource({
    "true, 0",
    "/bin/sh -c exit${IFS}5, 5",
    "sh -c kill${IFS}-9${IFS}$$, 137",
    "/bin/plain, 126",
    "plain, 126",
    "/bin/missing, 127",
    "missing, 127"
  })
  void exitCodeOfTheWorkloadComesBack(String command, int code) {
    Prisoner prisoner = yard.create(yard.plan(command.split(" ", 3))).started();

    assertThat(prisoner.ended()).isEqualTo(code);
  }

  @Test
  void workloadNeverRunsIfTheGateClosesWithoutTheByte() {
    Prisoner prisoner = yard.create(yard.plan("echo", "ran")).started();

    prisoner.gate().close();

    assertThat(prisoner.exitCode()).isEqualTo(125);
    assertThat(prisoner.output()).isEmpty();
  }

  @Test
  void nothingIsWrittenBeforeTheRelease() {
    Prisoner prisoner = yard.create(yard.plan("echo", "ran")).started();

    assertThat(prisoner.output()).isEmpty();
    assertThat(prisoner.ended()).isZero();
    assertThat(prisoner.output()).isEqualTo("ran");
  }

  @Test
  void orphansAreCollected() {
    String script = "(sleep 0.1 & sleep 0.1 & exec true) ; sleep 0.5; ps -o stat | grep -c Z";
    Prisoner prisoner =
        yard.create(yard.plan("sh", "-c", script.replace("grep", "busybox grep"))).started();
    prisoner.ended();

    assertThat(prisoner.output()).isEqualTo("0");
  }

  @Test
  void termReachesAWorkloadWithoutHandler() {
    Prisoner prisoner = yard.create(yard.plan("sleep", "60")).started();
    prisoner.gate().release();
    Prisoner.await("the workload runs", () -> yard.readback.processOf(prisoner.id()).isEmpty());

    yard.podman.kill(prisoner.id(), SIGTERM);

    assertThat(prisoner.exitCode()).isEqualTo(128 + SIGTERM);
  }

  @Test
  void termReachesAHandler() {
    String script = "trap 'exit 33' TERM; echo ready; while true; do sleep 0.05; done";
    Prisoner prisoner = yard.create(yard.plan("sh", "-c", script)).started();
    prisoner.gate().release();
    Prisoner.await("the handler is set", () -> prisoner.output().equals("ready"));

    yard.podman.kill(prisoner.id(), SIGTERM);

    assertThat(prisoner.exitCode()).isEqualTo(33);
  }

  @Test
  void memoryBeyondTheLimitEndsTheWorkload() {
    Limits small = new Limits(1000, 24L << 20, 64, 256, 8L << 20, 64L << 20, 1L << 30, 60);
    String fill = "dd if=/dev/zero of=/tmp/fill bs=1M count=60";
    Prisoner prisoner = yard.create(yard.plan(List.of("sh", "-c", fill), small)).started();

    prisoner.ended();

    assertThat(prisoner.output()).doesNotContain("60+0 records out");
  }

  @Test
  void memoryOfTheProgramItselfIsLimited() {
    Limits small = new Limits(1000, 24L << 20, 64, 256, 8L << 20, 64L << 20, 1L << 30, 60);
    String grow = "exec dd if=/dev/zero of=/dev/null bs=100M count=1";
    Prisoner prisoner = yard.create(yard.plan(List.of("sh", "-c", grow), small)).started();

    assertThat(prisoner.ended()).isEqualTo(137);
  }

  @Test
  void forkBombStopsAtTheLimit() {
    String bomb = "i=0; while [ $i -lt 200 ]; do sleep 5 & i=$((i+1)); echo $i; done; echo all";
    Prisoner prisoner = yard.create(yard.plan("sh", "-c", bomb)).started();

    int code = prisoner.ended();

    assertThat(code).isNotZero();
    assertThat(prisoner.output().lines()).doesNotContain("all", "64").contains("60");
  }

  @Test
  void rootAndStarterAreReadOnly() {
    String script = "touch /x /etc/x /.start/x /bin/x; touch /tmp/x && echo ok; ls /.start";
    Prisoner prisoner = yard.create(yard.plan("sh", "-c", script)).started();

    prisoner.ended();

    assertThat(prisoner.output().lines().filter(l -> l.contains("Read-only file system")))
        .hasSize(4);
    assertThat(prisoner.output().lines().filter(l -> !l.contains("Read-only file system")))
        .containsExactly("ok", "s");
  }

  @Test
  void aWorkloadHasNoInput() {
    String script = "cat; echo end of input; busybox readlink /proc/self/fd/0";
    Prisoner prisoner = yard.create(yard.plan("sh", "-c", script)).started();

    assertThat(prisoner.observed().descriptors().getFirst()).isEqualTo("/dev/null");
    prisoner.ended();

    assertThat(prisoner.output().lines()).containsExactly("end of input", "/dev/null");
  }

  @Test
  void aProcessThatComesLaterHasTheInputThatItIsGiven() throws Exception {
    Prisoner prisoner = yard.create(yard.plan("sleep", "60")).started();
    prisoner.gate().release();
    for (int length : new int[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 100_000, 1 << 20}) {
      assertThat(counted(prisoner, length))
          .as(length + " bytes")
          .isEqualTo(Integer.toString(length));
    }
    assertThat(DeviceFile.of(Path.of("/dev/null"))).contains(new DeviceFile("c", 1, 3, 0666, 0));
  }

  /** How many bytes a process reads, of which all are sent before it is let go if they are few. */
  private String counted(Prisoner prisoner, int length) throws Exception {
    String name = "c" + System.nanoTime();
    Gate gate = Gate.make(prisoner.start().resolve(name));
    List<String> command = List.of("sh", "-c", "busybox wc -c");
    String session =
        yard.podman
            .createExec(prisoner.id(), ExecRequest.of(prisoner.plan(), command, name))
            .found()
            .orElseThrow();
    var out = new ByteArrayOutputStream();
    try (ExecSession exec =
        new ExecSession(
            prisoner.plan(),
            yard.podman,
            session,
            yard.podman.startExec(session).found().orElseThrow())) {
      if (length == 0) {
        exec.endInput();
      }
      Prisoner.await("the exec waits", gate::waiting);
      assertThat(yard.readback.observe(exec.pid().found().orElseThrow()).descriptors().getFirst())
          .isEqualTo("pipe");
      gate.release();
      if (length > 0) {
        exec.in().write(new byte[length]);
        exec.endInput();
      }
      exec.copyTo(out, out);
      assertThat(exec.exitCode().found()).contains(0);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void environmentIsExactlyThePlans() {
    Prisoner prisoner = yard.create(yard.plan("env")).started();

    prisoner.ended();

    assertThat(prisoner.output().lines())
        .containsExactlyInAnyOrderElementsOf(prisoner.plan().environment());
  }

  @Test
  void execRunsWithTheSameWallsAndThroughTheStarter() throws Exception {
    Prisoner prisoner = yard.create(yard.plan("sleep", "60")).started();
    prisoner.gate().release();
    var gate = Gate.make(prisoner.start().resolve("x1"));
    List<String> command = List.of("sh", "-c", "env; id; cat; echo bad >&2; exit 9");
    String session =
        yard.podman
            .createExec(prisoner.id(), ExecRequest.of(prisoner.plan(), command, "x1"))
            .found()
            .orElseThrow();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try (ExecSession exec =
        new ExecSession(
            prisoner.plan(),
            yard.podman,
            session,
            yard.podman.startExec(session).found().orElseThrow())) {
      Prisoner.await("the exec waits", gate::waiting);
      long pid = exec.pid().found().orElseThrow();
      var seen = yard.readback.observe(pid);
      assertThat(seen.capabilities().bounding()).isEqualTo("0".repeat(16));
      assertThat(seen.noNewPrivileges()).isTrue();
      assertThat(seen.seccompMode()).isEqualTo(2);
      assertThat(seen.environment()).isEqualTo(prisoner.plan().environment());
      assertThat(seen.command().subList(2, seen.command().size())).isEqualTo(command);
      assertThat(seen.command().getFirst()).isEqualTo(Targets.STARTER);
      gate.release();
      exec.in().write("typed\n".getBytes(StandardCharsets.UTF_8));
      exec.endInput();
      exec.copyTo(out, err);
      assertThat(exec.exitCode().found()).contains(9);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("uid=1000", "typed")
        .doesNotContain("IMAGE=");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("bad\n");
  }
}
