package dev.bailey.job.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputDigestTest {
  @TempDir Path given;
  private Path dir;
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    dir = given.toRealPath();
    home = Files.createDirectory(dir.resolve("home"));
  }

  private InputDigest.Result.Found found(Path path) throws IOException {
    InputDigest.Result result = InputDigest.of(path, home);
    assertThat(result).isInstanceOf(InputDigest.Result.Found.class);
    return (InputDigest.Result.Found) result;
  }

  private String refused(Path path) throws IOException {
    InputDigest.Result result = InputDigest.of(path, home);
    assertThat(result).isInstanceOf(InputDigest.Result.NotAccepted.class);
    return ((InputDigest.Result.NotAccepted) result).problems().toString();
  }

  @Test
  void aFileHasTheDigestOfItsBytes() throws IOException {
    Path file = Files.writeString(dir.resolve("data.csv"), "1,2\n");
    assertThat(found(file))
        .isEqualTo(
            new InputDigest.Result.Found(
                file, false, Digest.of("1,2\n".getBytes(StandardCharsets.UTF_8)), 4));
  }

  @Test
  void aDirectoryHasTheDigestOfItsListingWithoutIgnoring() throws IOException {
    Path data = Files.createDirectory(dir.resolve("data"));
    Digest empty = found(data).digest();
    assertThat(empty).isEqualTo(Digest.of("[]".getBytes(StandardCharsets.UTF_8)));
    Files.createDirectory(data.resolve(".git"));
    assertThat(found(data).digest()).isNotEqualTo(empty);
    Files.writeString(data.resolve("12:00,left.csv"), "x");
    assertThat(found(data).bytes()).isEqualTo(1);
  }

  @Test
  void aLinkIsResolvedOnceAndTheTargetRecorded() throws IOException {
    Path file = Files.writeString(dir.resolve("real.csv"), "x");
    Path link = Files.createSymbolicLink(dir.resolve("latest.csv"), Path.of("real.csv"));
    assertThat(found(link).source()).isEqualTo(file);
    assertThat(found(dir.resolve("home/../latest.csv")).source()).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/proc",
        "/proc/self/root",
        "/proc/self/fd/0",
        "/proc/self/environ",
        "/sys/kernel",
        "/dev/null",
        "/dev/fd/0",
        "/etc/passwd",
        "/etc",
        "/boot",
        "/run",
        "/var/run",
        "/x/../etc",
        "/var/lib/containers",
        "/var/log",
        "/var/lib",
        "/var",
        "/tmp/../proc/version"
      })
  void p7SystemPathsAreRefused(String path) throws IOException {
    assertThat(refused(Path.of(path)))
        .containsAnyOf("belongs to the system", "root of the file system", "does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/etc/passwd", "/proc/self/root", "/proc/self/environ", "/dev/zero"})
  void p4ALinkToASystemPathIsRefused(String target) throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("innocent"), Path.of(target));
    assertThat(refused(link)).containsAnyOf("belongs to the system", "root of the file system");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/root", "/home", "/home/ada"})
  void wholeHomesAreRefused(String path) throws IOException {
    assertThat(refused(Path.of(path))).contains("whole home");
  }

  @ParameterizedTest
  @ValueSource(strings = {".ssh/id_ed25519", ".aws", "x/.gnupg/y"})
  void whereKeysAreKeptIsRefused(String path) throws IOException {
    Path keys = dir.resolve("people").resolve(path);
    Files.createDirectories(keys);
    Path link = Files.createSymbolicLink(dir.resolve("plain"), keys);
    assertThat(refused(keys)).contains("keep keys");
    assertThat(refused(link)).contains("keep keys");
  }

  @Test
  void baileysOwnDirectoryIsRefusedFromBothSides() throws IOException {
    Files.createDirectory(home.resolve("keys"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), home.resolve("keys"));
    for (Path path : new Path[] {home, home.resolve("keys"), dir, link}) {
      assertThat(refused(path)).contains("Bailey's own directory");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a,ro", "new\nline", "back\\slash", "bidi\u202Ex"})
  void namesThatSteerAMountAreRefused(String name) throws IOException {
    Path file = Files.writeString(dir.resolve(name), "x");
    assertThat(refused(file)).contains("there is a").doesNotContain("\n");
    Path link = Files.createSymbolicLink(dir.resolve("good"), file);
    assertThat(refused(link)).contains("there is a");
  }

  @Test
  void relativeMissingAndDanglingAreRefused() throws IOException {
    assertThat(refused(Path.of("data"))).contains("not absolute");
    assertThat(refused(dir.resolve("missing"))).contains("does not exist");
    Path dangling = Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
    assertThat(refused(dangling)).contains("leads nowhere");
    Path loop = Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
    assertThat(refused(loop)).contains("leads nowhere");
  }

  @Test
  void p4LinksInsideADirectoryAreRefused() throws IOException {
    Path data = Files.createDirectory(dir.resolve("data"));
    Files.createSymbolicLink(data.resolve("link"), Path.of("/etc"));
    assertThat(refused(data)).contains("link: is a symbolic link");
  }

  @Test
  @Timeout(20)
  void p11AFifoIsRefusedWithoutBlocking() throws Exception {
    Path fifo = dir.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(refused(fifo)).contains("is a FIFO");
  }
}
