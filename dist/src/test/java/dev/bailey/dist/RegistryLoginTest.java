package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy's configuration names an image of a registry that not everybody may read. */
@Tag("container")
class RegistryLoginTest {
  private static final String USER = "reader";
  private static final String PASSWORD = "correct-horse-7";
  private static final String BASIC =
      Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  @TempDir static Path work;
  @TempDir static Path other;
  @TempDir Path dir;
  private static Bailey bailey;
  private static Registry closed;
  private static Registry open;

  @BeforeAll
  static void open() {
    Assumptions.assumeTrue(TinyRoot.possible(), "needs busybox-static");
    bailey = Bailey.fresh();
    closed = Registry.open(work, bailey.home().resolve("podman"));
    closed.protect(USER, PASSWORD);
    open = Registry.open(other, bailey.home().resolve("podman"));
  }

  @AfterAll
  static void close() {
    if (open != null) {
      closed.close();
      open.close();
      bailey.close();
    }
  }

  private String image(Registry registry, String words) throws IOException {
    byte[] layer =
        TinyRoot.layer(
            dir.resolve(words), root -> Files.writeString(root.resolve("etc/words"), words));
    return registry.push("lab/" + words, layer, List.of("/bin/echo", words));
  }

  private static String container(String image, String auth) {
    return "[[container]]\nimage_name = \"" + image + "\"\nsignals = [9, 15]\n" + auth;
  }

  private static String auth(String password) {
    return "[container.auth]\nusername = \"%s\"\npassword = \"%s\"\n".formatted(USER, password);
  }

  private Bailey.Ran build(String config) throws IOException {
    Path file = Files.writeString(dir.resolve("mine.toml"), config);
    return bailey.run(
        "policy", "build", file.toString(), "--pull", "-o", dir.resolve("out.rego").toString());
  }

  @Test
  void theImageIsFetchedAsThatUserAndTheCredentialsAreNowhereElse() throws IOException {
    String mine = image(closed, "closed");
    String free = image(open, "open");
    open.authorizations.clear();
    Bailey.Ran ran = build(container(mine, auth(PASSWORD)) + container(free, ""));
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(closed.authorizations).contains("Basic " + BASIC);
    assertThat(open.authorizations).isEmpty();
    String rego = Files.readString(dir.resolve("out.rego"));
    assertThat(rego).contains("\"/bin/echo\", \"closed\"", "\"/bin/echo\", \"open\"");
    assertThat(bailey.run("policy", "check", dir.resolve("out.rego").toString()).code()).isZero();

    String audit = bailey.run("audit", "tail", "-n", "100").all();
    assertThat(audit).contains("pull_image");
    assertThat(ran.all() + rego + audit).doesNotContain(PASSWORD, BASIC);
    assertThat(loginFiles()).isEmpty();
    bailey.run("agent", "stop");
    assertThat(holding(bailey.home())).isEmpty();
  }

  @Test
  void withoutTheRightPasswordThereIsNoImageAndNoPolicy() throws IOException {
    String mine = image(closed, "wrong");
    for (String said : List.of("", auth("guessed-it"))) {
      closed.authorizations.clear();
      Bailey.Ran ran = build(container(mine, said));
      assertThat(ran.code()).as(ran.all()).isNotZero();
      assertThat(ran.err()).contains("the image was not fetched").doesNotContain("guessed-it");
      assertThat(dir.resolve("out.rego")).doesNotExist();
      assertThat(closed.authorizations).doesNotContain("Basic " + BASIC);
    }
    assertThat(loginFiles()).isEmpty();
    assertThat(build(container(mine, auth(PASSWORD))).code()).isZero();
  }

  @Test
  void aNameWithoutADigestIsNotAskedFor() throws IOException {
    closed.asked.clear();
    Bailey.Ran ran = build(container(closed.host() + "/lab/closed:1", auth(PASSWORD)));
    assertThat(ran.code()).as(ran.all()).isEqualTo(2);
    assertThat(ran.err()).contains("not a registry reference pinned by digest");
    assertThat(closed.asked).isEmpty();
    assertThat(dir.resolve("out.rego")).doesNotExist();
  }

  /** Files below a directory with the password, as it is or as a registry gets it. */
  private static List<Path> holding(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(RegistryLoginTest::holds).toList();
    }
  }

  private static boolean holds(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return text.contains(PASSWORD) || text.contains(BASIC);
    } catch (IOException gone) {
      return false;
    }
  }

  /** What the engine may write for the time of a pull. */
  private static List<Path> loginFiles() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
      return all.filter(file -> file.getFileName().toString().startsWith("auth.json."))
          .filter(RegistryLoginTest::holds)
          .toList();
    }
  }
}
