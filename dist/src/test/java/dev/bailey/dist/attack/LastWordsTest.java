package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a job dies, its owner reads what it said until then and what it had written, with a
 * digest, and is told whether the log is whole.
 */
@Tag("container")
class LastWordsTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([A-Za-z0-9+/=]+)\"");
  private static final String OUTPUT = "outputs: [kept]\n";

  /** The last of it without a line feed, since no program ends its line when it is killed. */
  private static final String SAYS =
      """
      open('/out/kept', 'w').write('kept')
      print('first words', flush=True)
      print('aside', file=sys.stderr, flush=True)
      print('last words', end='', flush=True)
      """;

  private static final String STAYS =
      SAYS + "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(100)\n";

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

  private static String begun(String python) throws Exception {
    String job = id(yard.submit(OUTPUT, python));
    yard.awaitLine(job, Pattern.compile("(aside)"));
    return job;
  }

  private static String id(Bailey.Ran ran) {
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    return job.group();
  }

  private static long workload() {
    return Long.parseLong(
        Range.output(
                List.of(
                    "podman",
                    "ps",
                    "--filter",
                    "label=dev.bailey.home=" + bailey.home(),
                    "--format",
                    "{{.Pid}}"))
            .strip());
  }

  /** It is in this state; what it said and wrote is there; the evidence says how much of it is. */
  private static void told(String job, String state, boolean whole) throws IOException {
    Bailey.Ran logs = bailey.run("logs", "-f", job);
    assertThat(logs.code()).as(logs.all()).isZero();
    assertThat(bailey.run("show", job).out()).contains(state);
    assertThat(logs.out()).contains("first words", "aside", "last words");
    assertThat(bailey.home().resolve("outputs").resolve(job).resolve("1/kept")).hasContent("kept");
    assertThat(yard.verified(job)).contains(whole ? "log whole" : "log was cut");
    String lines = bailey.run("logs", "-o", "json", job).out();
    assertThat(statement(job))
        .contains("job.log")
        .contains(Digest.of(lines.getBytes(StandardCharsets.UTF_8)).hex())
        .contains("\"complete\":" + whole);
  }

  /** What is signed about the attempt. */
  private static String statement(String job) throws IOException {
    String part =
        Files.readAllLines(dir.resolve(job + ".evidence")).stream()
            .filter(l -> l.contains("\"part\":\"statement\""))
            .findFirst()
            .orElseThrow();
    Matcher payload = PAYLOAD.matcher(part);
    assertThat(payload.find()).as(part).isTrue();
    return new String(Base64.getDecoder().decode(payload.group(1)), StandardCharsets.UTF_8);
  }

  @Test
  void aKilledWorkload() throws Exception {
    String job = begun(STAYS);
    assertThat(ProcessHandle.of(workload()).orElseThrow().destroyForcibly()).isTrue();
    told(job, "failed", true);
  }

  @Test
  void oneThatCrashes() throws Exception {
    told(begun(SAYS + "time.sleep(1)\nimport ctypes\nctypes.string_at(0)\n"), "failed", true);
  }

  @Test
  void oneWithoutMemory() throws Exception {
    Bailey.Ran ran =
        yard.run(
            OUTPUT + "resources: {memory: 64MiB, tmp: 16MiB, shm: 16MiB}",
            SAYS + "x = bytearray(b'x') * (300 << 20)\n");
    told(id(ran), "oom", true);
  }

  @Test
  void oneWithAFullDisk() throws Exception {
    Bailey.Ran ran =
        yard.run(
            OUTPUT + "resources: {disk: 10MB}",
            SAYS + "with open('/out/more', 'wb') as f:\n    while True: f.write(bytes(1 << 20))\n");
    told(id(ran), "failed", true);
    assertThat(ran.all()).contains("No space left on device");
  }

  @Test
  void oneWhoseTimeIsOver() throws Exception {
    told(id(yard.runFor("5s", OUTPUT, STAYS, "-f")), "timeout", true);
  }

  @Test
  void aCancelledOne() throws Exception {
    String job = begun(STAYS);
    assertThat(bailey.run("cancel", job).code()).isZero();
    told(job, "cancelled", true);
  }

  @Test
  void oneThatEndsWhileNoAgentIsThere() throws Exception {
    String job = begun(SAYS + "time.sleep(4)\nprint(' without anybody')\nsys.exit(3)\n");
    bailey.killAgent();
    Thread.sleep(6000);
    told(job, "failed", true);
    assertThat(bailey.run("logs", job).out()).contains("last words without anybody");
  }

  @Test
  void oneWhoseMonitorIsKilledIsNotCalledWhole() throws Exception {
    String job = begun(SAYS + "time.sleep(4)\nprint('nobody hears this')\n");
    ProcessHandle monitor =
        ProcessHandle.of(workload()).flatMap(ProcessHandle::parent).orElseThrow();
    assertThat(monitor.info().command().orElse("")).contains("conmon");
    assertThat(monitor.destroyForcibly()).isTrue();
    told(job, "lost", false);
  }
}
