package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** E1 and E10: filters of system calls that are missing, weak, or not the ones that are said. */
@Tag("container")
class FilterAttackTest {
  private static final Path USUAL =
      Path.of("../worker/src/main/resources/dev/bailey/worker/walls/default-hardened.json");

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
}
