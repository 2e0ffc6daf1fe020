package dev.bailey.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.ledger.Digest;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.image.LayerCheck.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes a layer in Podman's own store behind its back. */
@Tag("container")
class LayerCheckContainerTest {
  private static final String IMAGE = "localhost/bailey-test/layer-check";

  @TempDir Path directory;
  private Path layer = Path.of("/");
  private Digest digest = Digest.NONE;

  @FunctionalInterface
  interface Change {
    void make(Path layer) throws Exception;
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "a changed file", "digest", l -> Files.writeString(l.resolve("etc/hosts.allow"), "x")),
        change("a longer file", "etc/hosts.allow", l -> append(l.resolve("etc/hosts.allow"))),
        change(
            "an added file",
            "bin/evil: is not in the image",
            l -> Files.writeString(l.resolve("bin/evil"), "x")),
        change("an added directory", "opt: is not", l -> Files.createDirectory(l.resolve("opt"))),
        change("setuid", "bin/tool: mode 4755", l -> sh("chmod", "4755", l.resolve("bin/tool"))),
        change("a removed file", "bin/tool", l -> Files.delete(l.resolve("bin/tool"))),
        change(
            "a removed empty file",
            "etc/empty: is missing",
            l -> Files.delete(l.resolve("etc/empty"))),
        change(
            "another owner", "bin/tool: owner 1", l -> sh("chown", "1:0", l.resolve("bin/tool"))),
        change("a link elsewhere", "bin/link: points", l -> relink(l.resolve("bin/link"), "/etc")),
        change(
            "a file instead of a link",
            "bin/link: is a REGULAR",
            l -> {
              Files.delete(l.resolve("bin/link"));
              Files.writeString(l.resolve("bin/link"), "x");
            }),
        change(
            "a hard link cut",
            "bin/same",
            l -> {
              byte[] content = Files.readAllBytes(l.resolve("bin/tool"));
              Files.delete(l.resolve("bin/same"));
              Files.write(l.resolve("bin/same"), content);
              sh("chmod", "755", l.resolve("bin/same"));
            }),
        change(
            "a name outside",
            "number of names",
            l -> Files.createLink(l.resolveSibling("outside"), l.resolve("bin/tool"))),
        change(
            "a capability",
            "bin/tool: has other attributes",
            l -> sh("setcap", "cap_net_raw+ep", l.resolve("bin/tool"))),
        change(
            "a directory for everybody",
            "bin: mode 777",
            l -> sh("chmod", "777", l.resolve("bin"))),
        change(
            "a FIFO in place of a file",
            "cannot be read",
            l -> {
              Files.delete(l.resolve("bin/tool"));
              sh("mkfifo", l.resolve("bin/tool"));
            }));
  }

  @BeforeEach
  void makeImage() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    assumeTrue(Files.exists(Path.of("/usr/bin/podman")), "needs podman");
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("bin/tool"), "a program of this run: " + System.nanoTime());
    sh("chmod", "755", root.resolve("bin/tool"));
    Files.createLink(root.resolve("bin/same"), root.resolve("bin/tool"));
    Files.createSymbolicLink(root.resolve("bin/link"), Path.of("tool"));
    Files.writeString(root.resolve("etc/hosts.allow"), "a");
    Files.writeString(root.resolve("etc/empty"), "");
    Files.writeString(root.resolve("etc/" + "long-name-".repeat(20)), "pax");
    Path tar = directory.resolve("image.tar");
    sh(
        "tar",
        "--format=pax",
        "--numeric-owner",
        "--owner=0",
        "--group=0",
        "-C",
        root,
        "-cf",
        tar,
        ".");
    sh("podman", "import", "-q", tar, IMAGE);
    String seen =
        sh(
            "podman",
            "image",
            "inspect",
            "-f",
            "{{.GraphDriver.Data.UpperDir}} {{index .RootFS.Layers 0}}",
            IMAGE);
    layer = Path.of(seen.split(" ", 2)[0]);
    digest = Digest.parse(seen.split(" ", 2)[1]).orElseThrow();
    assertThat(digest).isEqualTo(Digest.of(Files.readAllBytes(tar)));
  }

  @AfterEach
  void removeImage() throws Exception {
    if (!layer.equals(Path.of("/"))) {
      sh("podman", "rmi", "-f", IMAGE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void isDetected(String name, String difference, Change change) throws Exception {
    change.make(layer);
    Result result = LayerCheck.examine(digest, layer);
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Changed.class,
            c -> assertThat(c.differences()).anyMatch(d -> d.contains(difference)));
  }

  @Test
  void anUntouchedLayerIsIntactAndRemembered() throws Exception {
    LayerCheck check = new LayerCheck(directory.resolve("home"), HostHands.ungated());
    assertThat(check.check(digest, layer)).isEqualTo(new Result.Intact(false));
    assertThat(check.check(digest, layer)).isEqualTo(new Result.Intact(true));
    Files.writeString(layer.resolve("bin/evil"), "x");
    assertThat(check.recheck(digest, layer)).isInstanceOf(Result.Changed.class);
    assertThat(check.check(digest, layer)).isInstanceOf(Result.Changed.class);
  }

  @Test
  void anotherDigestIsNotThisLayer() {
    assertThat(LayerCheck.examine(Digest.NONE, layer)).isInstanceOf(Result.Changed.class);
  }

  @Test
  void timesAreNotCompared() throws Exception {
    Files.setLastModifiedTime(layer.resolve("bin/tool"), FileTime.fromMillis(0));
    assertThat(LayerCheck.examine(digest, layer)).isEqualTo(new Result.Intact(false));
  }

  @Test
  void aDirectoryThatIsNoLayerIsSaid(@TempDir Path other) {
    assertThat(LayerCheck.examine(digest, other)).isInstanceOf(Result.Unreadable.class);
  }

  private static Arguments change(String name, String difference, Change change) {
    return Arguments.of(name, difference, change);
  }

  private static void append(Path file) throws Exception {
    Files.writeString(file, Files.readString(file) + "more");
  }

  private static void relink(Path link, String target) throws Exception {
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  private static String sh(Object... command) throws Exception {
    Process process =
        new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s", List.of(command)).isZero();
    return out.strip();
  }
}
