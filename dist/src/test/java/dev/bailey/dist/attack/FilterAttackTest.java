package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** E1 and E10: filters of system calls that are missing, weak, or not the ones that are said. */
@Tag("container")
class FilterAttackTest {
  private static final Path USUAL =
      Path.of("../worker/src/main/resources/dev/bailey/worker/walls/default-hardened.json");

  private static final Pattern REGO = Pattern.compile("```rego\\n(.*?)```", Pattern.DOTALL);

  private static final String CALLS =
      """
      import ctypes
      libc = ctypes.CDLL(None, use_errno=True)
      def call(*a):
          ctypes.set_errno(0)
          libc.syscall(*a)
          return ctypes.get_errno()
      print('mbind', call(237, 0, 0, 0, 0, 0, 0), 'shmget', call(29, 0, 4096, 0o600),
            'ptrace', call(101, 0, 0, 0, 0), 'mkdir', call(83, b'/tmp/d', 0o700))
      """;

  @TempDir static Path dir;
  private static Yard yard;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  private static Bailey.Ran under(String filter) throws IOException {
    return yard.run("sandbox: {seccomp_profile: '" + filter + "'}", CALLS);
  }

  private static void owned(String name, String from, String to) throws IOException {
    String usual = Files.readString(USUAL);
    assertThat(usual).contains(from);
    Path folder = Files.createDirectories(yard.bailey().home().resolve("seccomp"));
    Files.writeString(folder.resolve(name + ".json"), usual.replace(from, to));
  }

  @Attack(
      value = {"E1", "E10"},
      tries = "system calls that the named filter does not allow",
      control = "another filter that allows them")
  void e1TheFilterThatIsNamedIsTheOneInForce() throws IOException {
    assertThat(under("default-hardened").out()).contains("mbind 38 shmget 38 ptrace 38 mkdir 0");
    owned("tight", "\"mkdir\", \"mkdirat\", ", "");
    assertThat(under("tight").out()).contains("mbind 38 shmget 38 ptrace 38 mkdir 38");
    Trials.control();
    assertThat(under("gpu").out()).contains("mbind 0 shmget 38 ptrace 38 mkdir 0");
    assertThat(under("notebook").out()).contains("mbind 38 shmget 0 ptrace 38 mkdir 0");
  }

  @Attack(
      value = "E1",
      tries = "a filter that is missing, allows all by default, or allows what none may",
      control = "twin: a sound filter")
  void e1MissingOrWeakIsNoJob() throws IOException {
    assertThat(under("none").all()).contains("there are default-hardened").doesNotContain("mkdir");
    assertThat(under("sha256:" + "0".repeat(64)).all())
        .contains("no valid")
        .doesNotContain("mkdir");
    owned("open", "\"defaultAction\": \"SCMP_ACT_ERRNO\"", "\"defaultAction\": \"SCMP_ACT_ALLOW\"");
    owned("traced", "\"access\"", "\"ptrace\"");
    owned("gpu", "\"access\"", "\"ptrace\"");
    Path taken = yard.bailey().home().resolve("seccomp/gpu.json");
    for (String weak : new String[] {"open", "traced", "gpu"}) {
      Bailey.Ran ran = under(weak);
      assertThat(ran.code()).as(weak).isNotZero();
      assertThat(ran.all()).contains("'" + weak + "'").doesNotContain("mkdir");
    }
    Files.delete(taken);
    Trials.control();
    assertThat(under("default-hardened").out()).contains("mkdir 0");
  }

  /** What an owner adds to a policy, as the page about the sandbox shows it. */
  private static String listed() throws IOException {
    Matcher rego = REGO.matcher(Files.readString(Path.of("../docs/sandbox.md")));
    while (rego.find()) {
      if (rego.group(1).contains("seccompProfileSHA256")) {
        return rego.group(1);
      }
    }
    throw new IllegalStateException("the page has no example");
  }

  @Attack(
      value = "E1",
      tries = "a sound filter that allows more than the only one of the owner's list",
      control = "a policy without the list")
  void e1ASoundFilterThatIsNotOfTheList() throws IOException {
    owned("wider", "\"access\"", "\"access\", \"mbind\"");
    try (Yard strict = Yard.ofHouse(dir)) {
      String list = listed();
      strict.bailey().amendPolicy(house -> house + "\n" + list);
      Path folder = Files.createDirectories(strict.bailey().home().resolve("seccomp"));
      Files.copy(yard.bailey().home().resolve("seccomp/wider.json"), folder.resolve("wider.json"));
      for (String weaker : new String[] {"gpu", "notebook", "wider"}) {
        Bailey.Ran ran = strict.run("sandbox: {seccomp_profile: " + weaker + "}", CALLS);
        assertThat(ran.code()).as(weaker + ": " + ran.all()).isEqualTo(10);
        assertThat(ran.all()).contains("a system call filter of the list").doesNotContain("mkdir");
      }
      assertThat(strict.run("", CALLS).out()).contains("mbind 38", "mkdir 0");
      assertThat(strict.bailey().leftovers()).isEmpty();
    }
    Trials.control();
    assertThat(under("wider").out()).contains("mbind 0 shmget 38 ptrace 38 mkdir 0");
  }
}
