package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody hands in wrongly or damages, as the whole program meets it: a clear error, the exit
 * code of its kind, and nothing half done. The rooms' own tests have the many spellings.
 */
@Tag("container")
class BadInputTest {
  private static final String GOOD = "name: bad\nimage: python-sklearn\ncommand: [/bin/true]\n";

  private static Bailey bailey;
  @TempDir Path dir;

  @BeforeAll
  static void setUp() {
    bailey = Bailey.fresh();
    Bailey.Ran image = bailey.run("-y", "image", "build", "images/python-sklearn");
    assertThat(image.code()).as(image.all()).isZero();
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  @AfterEach
  void nothingIsHalfDone() {
    assertThat(bailey.run("ps", "-o", "json").out()).doesNotContain("bad-");
    assertThat(bailey.leftovers()).isEmpty();
  }

  private Bailey.Ran run(String spec) throws IOException {
    Files.writeString(dir.resolve("job.yaml"), spec);
    return bailey.run("run", "-y", dir.toString());
  }

  static Stream<String> specs() {
    return Stream.of(
        "netwrok: none",
        "name: again",
        "env: {A: {B: 1}}",
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "\tworkdir: /x",
        "env: {\"A=B\": 1}",
        "env: {\"A\\0\": 1}",
        "env: {\"A\\n\": 1}",
        "env: {LD_PRELOAD: /x.so}",
        "inputs: {d: \"/a:b\"}",
        "inputs: {d: \"/a,b\"}",
        "inputs: {d: \"/a\\nb\"}",
        "inputs: {d: /a/../b}",
        "inputs: {d: /proc/self/fd/0}",
        "# " + "x".repeat(10_000_000));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aSpecificationThatIsWrongIsRefusedWithItsPlace(String line) throws IOException {
    Bailey.Ran ran = run(GOOD + line + "\n");
    assertThat(ran.code()).as(ran.all()).isEqualTo(2);
    assertThat(ran.err()).contains("job.yaml has").containsPattern("\n  [0-9]+:[0-9]+  ");
    assertThat(ran.err()).hasSizeLessThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-v", "docker-archive:/x", "dir:/etc", "docker.io/library/python:3", "a b"})
  void anImageThatIsNotOneOrNotPinnedIsRefused(String image) throws IOException {
    Bailey.Ran ran = run(GOOD.replace("python-sklearn", "\"" + image + "\""));
    assertThat(ran.code()).as(ran.all()).isEqualTo(2);
  }

  @Test
  void anImageThatIsMissingIsSaid() throws IOException {
    Bailey.Ran ran = run(GOOD.replace("python-sklearn", "never-built"));
    assertThat(ran.code()).as(ran.all()).isEqualTo(1);
    assertThat(ran.err()).contains("not on this host: never-built");
  }

  @Test
  void anInputThatLeadsOutOfItsTreeOrBlocksIsRefused() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("/etc"));
    refusesInput(link);
    Path proc = Files.createSymbolicLink(dir.resolve("proc"), Path.of("/proc/self/fd"));
    refusesInput(proc);
    Path tree = Files.createDirectory(dir.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("out"), Path.of("/etc/passwd"));
    refusesInput(tree);
    Path fifo = Files.createDirectory(dir.resolve("fifo"));
    assertThat(new ProcessBuilder("mkfifo", fifo + "/f").start().waitFor()).isZero();
    refusesInput(fifo);
  }

  private void refusesInput(Path input) throws IOException {
    Path job = Files.createDirectories(dir.resolve("job"));
    Files.writeString(job.resolve("job.yaml"), GOOD + "inputs: {d: \"" + input + "\"}\n");
    Bailey.Ran ran = bailey.run("run", "-y", job.toString());
    assertThat(ran.code()).as(ran.all()).isEqualTo(2);
  }

  @Test
  void withoutRoomForItsRecordNothingHappens() throws Exception {
    try (Bailey full = Bailey.fresh()) {
      Path ledger = full.home().resolve("ledger");
      assertThat(full.run("agent", "stop").code()).isZero();
      Path kept = full.home().resolve("kept");
      Files.move(ledger, kept);
      Files.createDirectory(ledger);
      does("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", ledger.toString());
      try {
        does("cp", "-a", kept + "/.", ledger.toString());
        assertThat(full.run("ps").code()).isZero();
        fill(ledger.resolve("fill"));
        Files.writeString(dir.resolve("job.yaml"), GOOD);
        Bailey.Ran ran = full.run("run", "-y", dir.toString());
        assertThat(ran.code()).as(ran.all()).isEqualTo(17);
        assertThat(full.run("ps", "-o", "json").out()).doesNotContain("bad-");
        assertThat(full.leftovers().stream().filter(l -> !l.endsWith("/ledger"))).isEmpty();
        Files.delete(ledger.resolve("fill"));
        full.run("agent", "stop");
        Bailey.Ran again = full.run("run", "-y", dir.toString());
        assertThat(again.code()).as(again.all()).isZero();
      } finally {
        full.run("agent", "stop");
        does("umount", ledger.toString());
      }
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void does(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
  }

  /** Editing and cutting; a record that was rolled back is refused when an agent starts. */
  @Test
  void aRecordThatWasChangedIsDoubted() throws IOException {
    try (Bailey changed = Bailey.fresh()) {
      changed.run("agent", "stop");
      List<Path> entries;
      try (Stream<Path> files = Files.walk(changed.home().resolve("ledger/tile/entries"))) {
        entries = files.filter(Files::isRegularFile).toList();
      }
      assertThat(entries).isNotEmpty();
      Path file = entries.getFirst();
      byte[] whole = Files.readAllBytes(file);
      byte[] edited = whole.clone();
      edited[whole.length / 2] ^= 1;
      for (byte[] bytes : List.of(edited, java.util.Arrays.copyOf(whole, whole.length - 9))) {
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        Bailey.Ran ran = changed.run("audit", "verify");
        assertThat(ran.code()).as(ran.all()).isEqualTo(11);
        changed.run("agent", "stop");
      }
      Files.write(file, whole, StandardOpenOption.TRUNCATE_EXISTING);
      assertThat(changed.run("audit", "verify").code()).isZero();
    }
  }
}
