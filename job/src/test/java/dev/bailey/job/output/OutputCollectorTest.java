package dev.bailey.job.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.snapshot.MemoryBlobs;
import dev.bailey.ledger.Digest;
import dev.bailey.scan.path.Problem;
import dev.bailey.scan.path.TreeRules;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutputCollectorTest {
  private static final TreeRules RULES = TreeRules.output(1 << 20);

  @TempDir Path dir;
  private Path out;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @BeforeEach
  void makeOut() throws IOException {
    out = Files.createDirectory(dir.resolve("out"));
  }

  private Path file(String path, String content) throws IOException {
    Path file = out.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Collected collect(String... declared) throws IOException {
    return OutputCollector.collect(out, List.of(declared), RULES, blobs);
  }

  private String problem(String... declared) throws IOException {
    Collected collected = collect(declared);
    assertThat(collected.complete()).isFalse();
    return collected.problems().getFirst().toString();
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void filesAndDirectoriesAreTakenWhole() throws IOException {
    file("model.bin", "weights");
    file("plots/b.png", "b");
    file("plots/a/c.png", "c");
    file("undeclared", "x");
    Collected collected = collect("plots/", "model.bin");
    assertThat(collected.complete()).isTrue();
    assertThat(collected.whole())
        .extracting(Output.Whole::name)
        .containsExactly("plots/a/c.png", "plots/b.png", "model.bin");
    collected.publish();
    assertThat(blobs.all().keySet())
        .containsExactlyInAnyOrder(digest("weights"), digest("b"), digest("c"));
  }

  @Test
  void anEmptyFileIsAnOutput() throws IOException {
    file("empty", "");
    assertThat(collect("empty").whole().getFirst().size()).isZero();
  }

  @Test
  void everyProblemIsListedAndTheRestIsStaged() throws IOException {
    file("good", "x");
    Files.createSymbolicLink(out.resolve("link"), Path.of("good"));
    Collected collected = collect("missing", "good", "link");
    assertThat(collected.complete()).isFalse();
    assertThat(collected.problems())
        .containsExactly(
            new Problem("missing", "is missing"),
            new Problem("link", "is or passes through a symbolic link"));
    assertThat(collected.whole()).hasSize(1);
    collected.discard();
    assertThat(blobs.staged()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "/etc/passwd", "a/../../x", "a\\b", "a\nb", "a:b", "", "/", "a//"})
  void p1P2P3NamesAreJudgedAgain(String name) throws IOException {
    assertThat(collect(name).complete()).isFalse();
  }

  @Test
  void p4LinksAtLeafParentAndInDirectoriesAreRefused() throws IOException {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.writeString(outside.resolve("f"), "foreign");
    Files.createSymbolicLink(out.resolve("leaf"), outside.resolve("f"));
    Files.createSymbolicLink(out.resolve("parent"), outside);
    Files.createSymbolicLink(out.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(out.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(out.resolve("proc"), Path.of("/proc/self/root/etc/passwd"));
    file("d/good", "x");
    Files.createSymbolicLink(out.resolve("d/inner"), outside.resolve("f"));
    for (String name : List.of("leaf", "parent/f", "parent/", "dangling", "loop", "proc", "d/")) {
      assertThat(problem(name)).as(name).contains("symbolic link");
    }
    assertThat(blobs.staged()).isZero();
  }

  @Test
  void p6HardLinksAreRefused() throws IOException {
    Path foreign = Files.writeString(dir.resolve("foreign"), "foreign");
    Files.createLink(out.resolve("linked"), foreign);
    Files.createDirectory(out.resolve("d"));
    Files.createLink(out.resolve("d/linked"), foreign);
    assertThat(problem("linked")).contains("hard link");
    assertThat(problem("d")).contains("hard link");
  }

  @Test
  void p11FifosAndSocketsAreRefusedWithoutBlocking() throws Exception {
    run("mkfifo", out.resolve("fifo").toString());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(out.resolve("socket")));
      assertThat(problem("fifo")).contains("is a FIFO");
      assertThat(problem("socket")).contains("is a socket");
    }
  }

  @Test
  @Tag("container")
  void p11DevicesAreRefusedUntouched() throws Exception {
    run("mknod", out.resolve("zero").toString(), "c", "1", "5");
    assertThat(problem("zero")).contains("is a device");
  }

  @Test
  void p11ASparseGiantIsRefusedBeforeItIsRead() throws IOException {
    try (RandomAccessFile giant = new RandomAccessFile(out.resolve("giant").toFile(), "rw")) {
      giant.setLength(1L << 42);
    }
    assertThat(problem("giant")).contains("more than 1048576 bytes (this one is sparse)");
  }

  @Test
  void theBytesLimitCountsAllOutputsAndIsExact() throws IOException {
    Files.write(out.resolve("a"), new byte[1 << 19]);
    Files.write(out.resolve("b"), new byte[1 << 19]);
    assertThat(collect("a", "b").complete()).isTrue();
    file("c", "x");
    assertThat(collect("a", "b", "c").problems()).extracting(Problem::path).containsExactly("c");
  }

  @Test
  void q16AStormOfArtifactsIsBounded() throws IOException {
    for (int i = 0; i < 6; i++) {
      file("d/" + i, "x");
    }
    TreeRules five = new TreeRules(5, 100, false);
    assertThat(OutputCollector.collect(out, List.of("d"), five, blobs).complete()).isFalse();
    TreeRules six = new TreeRules(6, 100, false);
    assertThat(OutputCollector.collect(out, List.of("d"), six, blobs).complete()).isTrue();
    file("e", "x");
    assertThat(OutputCollector.collect(out, List.of("d", "e"), six, blobs).problems())
        .extracting(Problem::path)
        .containsExactly("e");
  }

  @Test
  void aDirectoryWithoutFilesIsMissing() throws IOException {
    Files.createDirectories(out.resolve("d/e"));
    assertThat(problem("d")).contains("without files");
  }

  @Test
  void aFileDeclaredAsADirectoryIsRefused() throws IOException {
    file("f", "x");
    assertThat(problem("f/")).contains("declared as a directory");
  }

  @Test
  void anOutputDeclaredTwiceIsTakenOnce() throws IOException {
    file("d/f", "x");
    Collected collected = collect("d/f", "d", "d/");
    assertThat(collected.whole()).hasSize(1);
    collected.discard();
    assertThat(blobs.staged()).isZero();
  }

  @Test
  void p12AnOutputThatGrowsWhileHashedIsRefused() throws IOException {
    Path file = file("growing", "0123456789");
    MemoryBlobs growing = new MemoryBlobs(() -> append(file));
    Collected collected = OutputCollector.collect(out, List.of("growing"), RULES, growing);
    assertThat(collected.problems().toString()).contains("grew while it was read");
    assertThat(growing.staged()).isZero();
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void p10TheDirectoryReplacedWhileHashedGivesNoForeignBytes() throws Exception {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.writeString(outside.resolve("f"), "foreign");
    Path link = Files.createSymbolicLink(dir.resolve("link"), outside);
    file("d/f", "trusted");
    Path parked = dir.resolve("parked");
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              while (!stop.get()) {
                move(out.resolve("d"), parked);
                move(link, out.resolve("d"));
                move(out.resolve("d"), link);
                move(parked, out.resolve("d"));
              }
            });
    int good = 0;
    try {
      for (int i = 0; i < 3000; i++) {
        Collected collected = collect("d/f", "d");
        good += collected.complete() ? 1 : 0;
        assertThat(collected.whole()).allMatch(w -> w.digest().equals(digest("trusted")));
        collected.discard();
      }
    } finally {
      stop.set(true);
      swapper.join();
    }
    assertThat(good).as("the race was not always lost").isPositive();
    assertThat(blobs.staged()).isZero();
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
