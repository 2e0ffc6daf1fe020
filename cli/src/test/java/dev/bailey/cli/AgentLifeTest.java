package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real agents, started by commands as they are needed. */
class AgentLifeTest {
  @TempDir Path temporary;
  private Path root;
  private Cli cli;

  @BeforeEach
  void begin() {
    root = temporary.resolve("h");
    cli = Cli.on(root);
  }

  @AfterEach
  void end() {
    cli.run("agent", "stop", "--force");
  }

  private ProcessHandle agent() throws Exception {
    return ProcessHandle.of(Long.parseLong(Files.readString(root.resolve("agent.pid")).strip()))
        .orElseThrow();
  }

  private String mode(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name)));
  }

  private long started() {
    return cli.run("audit", "tail", "-n", "100")
        .out()
        .lines()
        .filter(l -> l.contains("agent_started"))
        .count();
  }

  @Test
  void theHomeBelongsToItsOwnerAlone() throws Exception {
    assertThat(cli.run("ps").code()).isZero();
    assertThat(mode("")).isEqualTo("rwx------");
    assertThat(mode("agent.sock")).isEqualTo("rw-------");
    assertThat(mode("keys")).isEqualTo("rwx------");
    assertThat(mode("keys/node.key")).isEqualTo("rw-------");
  }

  @Test
  void aHomeThatOthersMayEnterIsRefused() throws Exception {
    Files.createDirectory(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
    Cli.Ran ran = cli.run("ps");
    assertThat(ran.code()).isEqualTo(16);
    assertThat(ran.err()).contains("chmod 700");
  }

  @Test
  void manyCommandsAtOnceStartOneAgent() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Cli.Ran>> commands = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        commands.add(() -> cli.run("ps"));
      }
      for (Future<Cli.Ran> ran : threads.invokeAll(commands)) {
        assertThat(ran.get().code()).as(ran.get().err()).isZero();
      }
    }
    assertThat(started()).isEqualTo(1);
  }

  @Test
  void afterAKillTheNextCommandHasAnotherAgentAndTheSameRecord() throws Exception {
    String key = cli.run("key", "show").out();
    ProcessHandle first = agent();
    first.destroyForcibly();
    first.onExit().get(10, TimeUnit.SECONDS);
    assertThat(root.resolve("agent.sock")).exists();
    assertThat(cli.run("key", "show").out()).isEqualTo(key);
    assertThat(agent().pid()).isNotEqualTo(first.pid());
    assertThat(started()).isEqualTo(2);
    assertThat(cli.run("audit", "verify").code()).isZero();
  }

  @Test
  void aSignalEndsItInGoodOrder() throws Exception {
    cli.run("ps");
    ProcessHandle first = agent();
    first.destroy();
    first.onExit().get(20, TimeUnit.SECONDS);
    assertThat(root.resolve("agent.sock")).doesNotExist();
    assertThat(root.resolve("agent.pid")).doesNotExist();
    assertThat(cli.run("audit", "tail").out()).contains("agent_stopped");
  }

  @Test
  void withoutWorkItEndsByItself() throws Exception {
    new Cli(root, Map.of("BAILEY_IDLE", "1")).run("ps");
    agent().onExit().get(20, TimeUnit.SECONDS);
    assertThat(cli.run("agent", "status").code()).isEqualTo(16);
    assertThat(cli.run("ps").code()).isZero();
  }

  @Test
  void anAgentThatIsAskedToStopIsGoneWhenTheCommandReturns() throws Exception {
    cli.run("agent", "start");
    ProcessHandle agent = agent();
    assertThat(cli.run("agent", "stop").code()).isZero();
    assertThat(cli.run("agent", "status").code()).isEqualTo(16);
    agent.onExit().get(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  void aRecordThatWasRolledBackIsNotWorkedOn() throws Exception {
    cli.run("ps");
    cli.run("agent", "stop");
    Path ledger = root.resolve("ledger");
    Files.move(ledger, root.resolve("later"));
    Cli.Ran ran = cli.run("ps");
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(11);
    assertThat(ran.err()).contains("the agent did not start").contains("record of this node");
  }

  @Test
  void anAgentOnAHostWithoutSetupAnswersAndRefusesJobs() throws Exception {
    Path job = Files.createDirectory(temporary.resolve("job"));
    Files.writeString(
        job.resolve("job.yaml"), "name: x\nimage: python-sklearn\ncommand: [/bin/true]\n");
    assertThat(cli.run("doctor").out()).contains("podman");
    Cli.Ran ran = cli.run("run", "--dry-run", job.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("not set up").contains("bailey doctor --fix");
  }
}
