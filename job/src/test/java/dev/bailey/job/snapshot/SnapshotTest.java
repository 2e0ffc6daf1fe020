package dev.bailey.job.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  @TempDir Path dir;
  private Path code;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @BeforeEach
  void makeCode() throws IOException {
    code = Files.createDirectory(dir.resolve("code"));
  }

  private Path file(String path, String content) throws IOException {
    Path file = code.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static Snapshot.Result.Taken taken(Snapshot.Result result) {
    assertThat(result).isInstanceOf(Snapshot.Result.Taken.class);
    return (Snapshot.Result.Taken) result;
  }

  private Snapshot.Result.Taken take() throws IOException {
    return taken(Snapshot.take(code, Ignore.standard(), blobs));
  }

  private Digest publish() throws IOException {
    Snapshot.Result.Taken taken = take();
    taken.publish();
    return taken.digest();
  }

  /** Whoever runs the tests: only root can give files away. */
  private int owner() throws IOException {
    return (int) Files.getAttribute(code, "unix:uid");
  }

  private String refused(Blobs into) throws IOException {
    Snapshot.Result result = Snapshot.take(code, Ignore.standard(), into);
    assertThat(result).isInstanceOf(Snapshot.Result.NotTaken.class);
    return ((Snapshot.Result.NotTaken) result).problems().toString();
  }

  private List<String> tree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(p -> !p.equals(root))
          .map(p -> root.relativize(p).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theDigestIsThatOfTheDocumentedListing() throws IOException {
    file("b.py", "print(1)\n");
    Files.setPosixFilePermissions(
        file("a/run.sh", "#!/bin/sh\n"), PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(code.resolve("void"));
    String listing =
        """
        [{"path":"a","type":"directory"},\
        {"mode":"755","path":"a/run.sh","sha256":"%s","size":10,"type":"file"},\
        {"mode":"644","path":"b.py","sha256":"%s","size":9,"type":"file"},\
        {"path":"void","type":"directory"}]\
        """
            .formatted(sha256("#!/bin/sh\n"), sha256("print(1)\n"));
    assertThat(take().digest().hex()).isEqualTo(sha256(listing));
  }

  private static String sha256(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void anEmptyDirectoryHasADigestToo() throws IOException {
    assertThat(take().digest().hex()).isEqualTo(sha256("[]"));
  }

  @Test
  void whatIsNotADirectoryIsRefused() throws IOException {
    Files.delete(code);
    assertThat(refused(blobs)).contains("is missing or not a directory");
    Files.createSymbolicLink(code, Path.of("/etc"));
    assertThat(refused(blobs)).contains("is missing or not a directory");
  }

  @Test
  void lookingGivesTheSameDigestAndKeepsNothing() throws IOException {
    file("a", "x");
    assertThat(taken(Snapshot.look(code, Ignore.standard())).digest()).isEqualTo(take().digest());
  }

  @Test
  void timesAndOtherModeBitsDoNotCount() throws IOException {
    Path file = file("a", "x");
    Digest before = take().digest();
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rwxrwx"));
    assertThat(take().digest()).isEqualTo(before);
  }

  @Test
  void whatIsIgnoredIsLeftOut() throws IOException {
    file("keep.py", "x");
    Digest bare = take().digest();
    file(".git/config", "secret");
    file("pkg/__pycache__/x.pyc", "x");
    Files.delete(code.resolve("pkg/__pycache__/x.pyc"));
    Files.delete(code.resolve("pkg/__pycache__"));
    Files.delete(code.resolve("pkg"));
    assertThat(take().digest()).isEqualTo(bare);
    file(Ignore.FILE, "data/\n");
    Files.createDirectory(code.resolve("data"));
    Files.createSymbolicLink(code.resolve("data/link"), Path.of("/etc"));
    assertThat(take().listing().entries())
        .extracting(e -> e.path().text())
        .containsExactly(Ignore.FILE, "keep.py");
  }

  @Test
  void aBadIgnoreFileIsRefusedWithItsLine() throws IOException {
    file(Ignore.FILE, "ok\n!no\n");
    assertThat(refused(blobs)).contains(".baileyignore: line 2: negation");
    Files.writeString(code.resolve(Ignore.FILE), "#".repeat(Ignore.MAX_BYTES + 1));
    assertThat(refused(blobs)).contains("larger than");
    Files.write(code.resolve(Ignore.FILE), new byte[] {(byte) 0xff});
    assertThat(refused(blobs)).contains("not valid utf-8");
    Files.delete(code.resolve(Ignore.FILE));
    Files.createSymbolicLink(code.resolve(Ignore.FILE), Path.of("/etc/passwd"));
    assertThat(refused(blobs)).contains("symbolic link");
  }

  @Test
  void p4AndP11RefuseWithoutLeavingAnythingStaged() throws Exception {
    file("a", "x");
    Files.createSymbolicLink(code.resolve("link"), Path.of("a"));
    assertThat(new ProcessBuilder("mkfifo", code.resolve("fifo").toString()).start().waitFor())
        .isZero();
    assertThat(refused(blobs)).contains("link: is a symbolic link").contains("fifo: is a FIFO");
    assertThat(blobs.staged()).isZero();
  }

  @Test
  void p12AFileThatGrowsWhileHashedIsRefused() throws IOException {
    Path file = file("growing", "0123456789");
    MemoryBlobs growing = new MemoryBlobs(() -> write(file, "more", StandardOpenOption.APPEND));
    assertThat(refused(growing)).contains("growing: grew while it was read");
    assertThat(growing.staged()).isZero();
  }

  @Test
  void p12AFileThatShrinksWhileHashedIsRefused() throws IOException {
    Path file = file("shrinking", "0123456789");
    MemoryBlobs shrinking =
        new MemoryBlobs(() -> write(file, "0", StandardOpenOption.TRUNCATE_EXISTING));
    assertThat(refused(shrinking)).contains("shrinking: changed while it was read");
    assertThat(shrinking.staged()).isZero();
  }

  @Test
  void p12AChangeHiddenBySettingTheTimeBackIsRefused() throws IOException, InterruptedException {
    Path file = file("sneaky", "0123456789");
    FileTime time = Files.getLastModifiedTime(file);
    Thread.sleep(20);
    MemoryBlobs sneaky =
        new MemoryBlobs(() -> {
          write(file, "9876543210", StandardOpenOption.WRITE);
          try {
            Files.setLastModifiedTime(file, time);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertThat(refused(sneaky)).contains("sneaky: changed while it was read");
  }

  @Test
  @Timeout(60)
  void p12DigestAndStoredBytesNeverDiffer() throws Exception {
    Path file = file("racing", "a".repeat(100_000));
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !stop.get(); i++) {
                write(file, "" + i % 10, StandardOpenOption.WRITE);
              }
            });
    try {
      for (int i = 0; i < 200; i++) {
        if (Snapshot.take(code, Ignore.standard(), blobs) instanceof Snapshot.Result.Taken taken) {
          taken.publish();
        }
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    blobs.all().forEach((digest, bytes) -> assertThat(Digest.of(bytes)).isEqualTo(digest));
    assertThat(blobs.staged()).isZero();
  }

  @Test
  @Timeout(60)
  void p5ADirectorySwappedForALinkNeverGivesForeignBytes() throws Exception {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.writeString(outside.resolve("f"), "foreign");
    file("d/f", "trusted");
    Path link = Files.createSymbolicLink(dir.resolve("link"), outside);
    Path parked = dir.resolve("parked");
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              while (!stop.get()) {
                move(code.resolve("d"), parked);
                move(link, code.resolve("d"));
                move(code.resolve("d"), link);
                move(parked, code.resolve("d"));
              }
            });
    int good = 0;
    try {
      for (int i = 0; i < 3000; i++) {
        if (Snapshot.look(code, Ignore.standard()) instanceof Snapshot.Result.Taken taken) {
          good++;
          assertThat(taken.listing().json().toString()).doesNotContain(sha256("foreign"));
        }
      }
    } finally {
      stop.set(true);
      swapper.join();
    }
    assertThat(good).as("the race was not always lost").isPositive();
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text, StandardOpenOption... how) {
    try {
      Files.writeString(
          file,
          text,
          how.length > 0 && how[0] == StandardOpenOption.TRUNCATE_EXISTING
              ? new StandardOpenOption[] {
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
              }
              : how);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatWasTakenIsWrittenTheSame() throws IOException {
    Random random = new Random(42);
    for (int round = 0; round < 30; round++) {
      Path tree = code.resolve("t" + round);
      Files.createDirectory(tree);
      grow(tree, random, 3);
    }
    Digest digest = publish();
    Path target = dir.resolve("target");
    Snapshot.materialise(digest, blobs, target, owner());
    assertThat(tree(target)).isEqualTo(tree(code));
    assertThat(taken(Snapshot.look(target, Ignore.nothing())).digest()).isEqualTo(digest);
  }

  private static void grow(Path directory, Random random, int depth) throws IOException {
    String[] names = {"a", "B-c", "é", "模型", "x y", "%2e", "😀", "-rf", "a,b", "12:30"};
    for (String name : names) {
      int what = random.nextInt(4);
      Path path = directory.resolve(name);
      if (what == 0 && depth > 0) {
        Files.createDirectory(path);
        grow(path, random, depth - 1);
      } else if (what > 1) {
        byte[] content = new byte[random.nextInt(2000)];
        random.nextBytes(content);
        Files.write(path, content);
        if (what == 3) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        }
      }
    }
  }

  @Test
  void modesAreThoseOfTheListing() throws IOException {
    file("d/plain", "x");
    Files.setPosixFilePermissions(file("d/run", "x"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Path target = dir.resolve("target");
    Snapshot.materialise(publish(), blobs, target, owner());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rwxr-xr-x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("d"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("d/plain"))))
        .isEqualTo("rw-r--r--");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("d/run"))))
        .isEqualTo("rwxr-xr-x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"path\":\"../evil\",\"type\":\"directory\"}]",
        "[{\"path\":\"/evil\",\"type\":\"directory\"}]",
        "[{\"path\":\"a/../../evil\",\"type\":\"directory\"}]",
        "[{\"path\":\"a/b\",\"type\":\"directory\"}]",
        "[{\"path\":\"b\",\"type\":\"directory\"},{\"path\":\"a\",\"type\":\"directory\"}]",
        "[{\"path\":\"a\",\"type\":\"directory\"},{\"path\":\"a\",\"type\":\"directory\"}]",
        "[{\"path\":\"A\",\"type\":\"directory\"},{\"path\":\"a\",\"type\":\"directory\"}]",
        "[{\"path\":\"a\",\"type\":\"symlink\"}]",
        "[{\"path\":\"a\",\"type\":\"directory\",\"x\":1}]",
        "[{\"type\":\"directory\",\"path\":\"a\"}]",
        "[ ]",
        "{}",
        "[1]",
        ""
      })
  void p1AForgedListingIsNotWritten(String listing) {
    Digest digest = blobs.keep(listing.getBytes(StandardCharsets.UTF_8));
    assertThatIOException()
        .isThrownBy(() -> Snapshot.materialise(digest, blobs, dir.resolve("t"), owner()))
        .withMessageContaining("not a stored snapshot");
    assertThat(dir.resolve("t")).doesNotExist();
    assertThat(dir.resolve("evil")).doesNotExist();
  }

  @Test
  void changedOrMissingBytesRemoveTheTarget() throws IOException {
    file("a", "content");
    Digest digest = publish();
    Digest content = Digest.of("content".getBytes(StandardCharsets.UTF_8));
    Path target = dir.resolve("t");
    for (String other : List.of("c0ntent", "content and more", "cont")) {
      blobs.damage(content, other.getBytes(StandardCharsets.UTF_8));
      assertThatIOException()
          .isThrownBy(() -> Snapshot.materialise(digest, blobs, target, owner()))
          .withMessageContaining("have changed");
      assertThat(target).doesNotExist();
    }
    blobs.lose(content);
    assertThatIOException().isThrownBy(() -> Snapshot.materialise(digest, blobs, target, owner()));
    assertThat(target).doesNotExist();
  }

  @Test
  void p9ATargetThatIsThereIsNotUsed() throws IOException {
    file("a", "x");
    Digest digest = publish();
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path target = Files.createSymbolicLink(dir.resolve("t"), elsewhere);
    assertThatIOException().isThrownBy(() -> Snapshot.materialise(digest, blobs, target, owner()));
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(target).isSymbolicLink();
  }
}
