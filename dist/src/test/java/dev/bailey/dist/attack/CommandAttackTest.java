package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** E3 and E7: commands in a running job are as walled as the job. */
@Tag("container")
class CommandAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String WAITS = "print('ready', flush=True)\ntime.sleep(120)\n";

  @TempDir static Path dir;
  private static Yard yard;
  private static Bailey bailey;
  private static WeakRuntime runtime;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
    bailey = yard.bailey();
    bailey.run("agent", "stop");
    runtime = WeakRuntime.in(bailey);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  @AfterEach
  void standsAgain() throws IOException {
    runtime.changes(WeakRuntime.STRONG);
    yard.agent(Wall.NONE, "");
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static String begun(String more, String python) throws Exception {
    Bailey.Ran ran = yard.submit(more, python);
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    yard.awaitLine(job.group(), Pattern.compile("(ready)"));
    return job.group();
  }

  private static void ended(String job) throws InterruptedException {
    bailey.run("cancel", job);
    for (int i = 0; i < 300; i++) {
      if (bailey.ask("show", job).out().contains("attempt_closed")
          && bailey.leftovers().isEmpty()) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException(job + " did not end: " + bailey.run("show", job).all());
  }

  @Attack(
      value = {"E3", "E7", "E15"},
      tries = "a command as another user, with a capability, and without a filter",
      control = "walls are not read back")
  void e7ACommandThatIsNotAsDecided() throws Exception {
    String job = begun("", WAITS);
    for (String change :
        List.of(
            "p['user']['uid'] = 0",
            "p['noNewPrivileges'] = False",
            "p['capabilities'] = {'bounding': ['CAP_CHOWN']}",
            "p['env'].append('LD_PRELOAD=/out/x.so')",
            "p['cwd'] = '/'")) {
      runtime.changes(change);
      Bailey.Ran ran = bailey.run("exec", job, "--", "/usr/bin/id");
      assertThat(ran.code()).as(change + ": " + ran.all()).isNotZero();
      assertThat(ran.all()).as(change).contains("not as decided").doesNotContain("uid=");
    }
    runtime.changes(WeakRuntime.STRONG);
    ended(job);
    yard.agent(Wall.READBACK, "");
    String weak = begun("", WAITS);
    runtime.changes("p['user']['uid'] = 0");
    assertThat(bailey.run("exec", weak, "--", "/usr/bin/id").out()).contains("uid=0");
    ended(weak);
  }
}
