package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of registries that not everybody may read: for jobs, and for policies' configurations. */
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

  /** Where no other program keeps credentials. */
  private static Map<String, String> nowhere(String... more) {
    Map<String, String> environment = new TreeMap<>(Map.of("XDG_RUNTIME_DIR", "/nowhere"));
    if (more.length > 0) {
      environment.put(more[0], more[1]);
    }
    return environment;
  }

  private Path authFile(String name, String password) throws IOException {
    String auth =
        Base64.getEncoder()
            .encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    return Files.writeString(
        dir.resolve(name), "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(closed.host(), auth));
  }

  private static Bailey.Ran pull(String password, String image) {
    return bailey.ask(
        nowhere(), password, "image", "pull", image, "--username", USER, "--password-stdin");
  }

  private static Bailey.Ran pull(Path file, String image) {
    return bailey.ask(nowhere(), "", "image", "pull", image, "--authfile", file.toString());
  }

  private static void here(String image, Bailey.Ran ran) throws IOException {
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).startsWith("sha256:");
    assertThat(closed.authorizations).contains("Basic " + BASIC);
    assertThat(bailey.ask("image", "list").out()).contains(image);
    assertThat(ran.all()).doesNotContain(PASSWORD, BASIC);
    assertThat(loginFiles()).isEmpty();
  }

  private static void notHere(String image, Bailey.Ran ran) throws IOException {
    assertThat(ran.code()).as(ran.all()).isEqualTo(1);
    assertThat(ran.err()).contains("the image was not fetched").doesNotContain("guessed-it");
    assertThat(ran.out()).isEmpty();
    assertThat(closed.authorizations).doesNotContain("Basic " + BASIC);
    assertThat(bailey.ask("image", "list").out()).doesNotContain(image);
    assertThat(loginFiles()).isEmpty();
  }

  @Test
  void anImageIsPulledWithThePasswordOfStandardInputAndWithNoOther() throws IOException {
    String mine = image(closed, "piped");
    closed.authorizations.clear();
    notHere(mine, bailey.ask(nowhere(), "", "image", "pull", mine));
    notHere(mine, pull("guessed-it", mine));
    here(mine, pull(PASSWORD + "\n", mine));
    nothingIsKept();
  }

  @Test
  void anImageIsPulledWithAFileOfCredentialsAndWithNoOther() throws IOException {
    String mine = image(closed, "filed");
    closed.authorizations.clear();
    notHere(mine, pull(authFile("wrong.json", "guessed-it"), mine));
    here(mine, pull(authFile("right.json", PASSWORD), mine));
    String other = image(open, "free");
    open.authorizations.clear();
    Bailey.Ran ran = pull(dir.resolve("right.json"), other);
    assertThat(ran.code()).as(ran.all()).isEqualTo(2);
    assertThat(ran.err()).contains("has no credentials for the registry of " + other);
    assertThat(open.authorizations).isEmpty();
    nothingIsKept();
  }

  @Test
  void aJobsImageIsFetchedWithWhatIsKeptForItsRegistry() throws IOException {
    String mine = image(closed, "run");
    closed.authorizations.clear();
    Path job = Files.createDirectory(dir.resolve("job"));
    Files.writeString(
        job.resolve("job.yaml"),
        "name: probe\nimage: \"" + mine + "\"\ncommand: [/bin/echo, ran]\n");
    String[] line = {"run", "-y", job.toString()};
    assertThat(bailey.ask(nowhere(), "", line).code()).isEqualTo(1);
    Bailey.Ran ran =
        bailey.ask(
            nowhere("REGISTRY_AUTH_FILE", authFile("kept.json", PASSWORD).toString()), "", line);
    here(mine, bailey.ask(nowhere(), "", "image", "pull", mine));
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("ran");
    assertThat(ran.all()).doesNotContain(PASSWORD, BASIC);
    nothingIsKept();
  }

  /** What root has for the engine's own commands is not Bailey's to give. */
  @Test
  void theEngineTakesNoCredentialsOfTheHost() throws IOException {
    String mine = image(closed, "host");
    Path login = Path.of("/run/containers/0/auth.json");
    Assumptions.assumeFalse(Files.exists(login), "root is logged in somewhere");
    closed.authorizations.clear();
    try {
      Files.createDirectories(login.getParent());
      Files.copy(authFile("host.json", PASSWORD), login);
      notHere(mine, bailey.ask(nowhere(), "", "image", "pull", mine));
      here(mine, bailey.ask(Map.of(), "", "image", "pull", mine));
    } finally {
      Files.deleteIfExists(login);
    }
  }

  private static void nothingIsKept() throws IOException {
    assertThat(bailey.ask("audit", "tail", "-n", "1000").all()).doesNotContain(PASSWORD, BASIC);
    bailey.run("agent", "stop");
    assertThat(holding(bailey.home())).isEmpty();
    bailey.run("agent", "start");
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
