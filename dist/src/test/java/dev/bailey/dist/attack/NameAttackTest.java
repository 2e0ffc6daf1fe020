package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Names, paths, variables and arguments that mean something else to a program further on. */
@Tag("container")
class NameAttackTest {
  private static final int WRONG_JOB = 2;
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

  /** Runs a job file as it stands, beside a script that says that it ran. */
  private static Bailey.Ran file(String text) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), "import os\nprint('ran', dict(os.environ))\n");
    Files.writeString(job.resolve("job.yaml"), text);
    return yard.bailey().run("run", "-y", job.toString());
  }

  private static Bailey.Ran with(String more) throws IOException {
    return file("name: probe\nimage: python-sklearn\nscript: main.py\n" + more + "\n");
  }

  /** Refused with the place in the job file, and nothing ran or was made. */
  private static void refused(Bailey.Ran ran, String why) {
    assertThat(ran.code()).as(ran.all()).isEqualTo(WRONG_JOB);
    assertThat(ran.all()).containsPattern("(?m)^  [0-9]+:[0-9]+  ").contains(why);
    assertThat(ran.out()).doesNotContain("ran {");
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  private static void twin(Bailey.Ran ran) {
    Trials.control();
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("ran {");
    Trials.attack();
  }

  @Attack(
      value = "A1",
      tries = "image references that are options, transports, paths or two words",
      control = "twin: a plain name")
  void a1ImageReferences() throws IOException {
    String digest = "@sha256:" + "0".repeat(64);
    for (String image :
        List.of(
            "--privileged",
            "-v=/:/host",
            " python-sklearn",
            "python-sklearn --privileged",
            "docker-archive:/etc/shadow",
            "oci:/etc",
            "dir:/etc",
            "containers-storage:python-sklearn",
            "docker://example.com/x" + digest,
            "https://example.com/x" + digest,
            "/etc/passwd",
            "../../etc",
            "example.com/-x" + digest,
            "python-sklearn@latest",
            "python-sklearn:-x")) {
      refused(file("name: probe\nscript: main.py\nimage: '" + image + "'\n"), "image: ");
      Bailey.Ran pulled = yard.bailey().run("image", "pull", "--", image);
      assertThat(pulled.code()).as(image + ": " + pulled.all()).isEqualTo(WRONG_JOB);
    }
    for (String image : List.of("python\\nsklearn", "python\\0sklearn", "python\\e[2Jsklearn")) {
      Bailey.Ran ran = file("name: probe\nscript: main.py\nimage: \"" + image + "\"\n");
      refused(ran, "image: ");
      assertThat(ran.all()).doesNotContain("\u001b[2J").doesNotContain("\0");
    }
    twin(with(""));
  }

  @Attack(
      value = "A2",
      tries = "names of jobs, inputs, outputs, secrets, scripts and files that begin with a dash",
      control = "twin: the same without the dash")
  void a2NamesThatBeginWithADash() throws IOException {
    Path input = Files.createDirectory(dir.resolve("-rf"));
    refused(file("name: -rf\nimage: python-sklearn\nscript: main.py\n"), "name: ");
    refused(file("name: probe\nimage: python-sklearn\nscript: -c.py\n"), "script: ");
    refused(with("outputs: [--all]"), "outputs");
    refused(with("inputs: [{name: -v, path: " + input + "}]"), "name");
    refused(with("secrets: [-token]"), "secrets");
    refused(with("sandbox: {seccomp_profile: -x}"), "seccomp_profile");
    refused(with("fragments: [--help]"), "fragments");
    refused(with("workspace: --help"), "workspace");
    for (List<String> command :
        List.of(
            List.of("secret", "set", "--", "-token"),
            List.of("show", "--", "-a"),
            List.of("cancel", "--", "--all"),
            List.of("logs", "--", "-f"))) {
      Bailey.Ran ran = yard.bailey().run(command.toArray(String[]::new));
      assertThat(ran.code()).as(command + ": " + ran.all()).isNotZero();
    }
    twin(with("inputs: [{name: v, path: " + input + "}]\nargs: [--all, -rf]"));
  }

  @Attack(
      value = "A3",
      tries = "colons, commas and line breaks in what is mounted",
      control = "twin: the same below a plain directory")
  void a3SeparatorsInMountPaths() throws IOException {
    Path plain = Files.createDirectory(dir.resolve("plain"));
    for (String name : List.of("a:b", "a,ro=false", "a:/host:rw", "a\\nb", "a\\tb", "a\\\\b")) {
      String real = name.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
      Files.createDirectories(dir.resolve(real));
      refused(with("inputs: [{name: in, path: \"" + dir + "/" + name + "\"}]"), "inputs");
      refused(with("inputs: [{name: \"" + name + "\", path: " + plain + "}]"), "inputs");
      refused(with("outputs: [\"" + name + "\"]"), "outputs");
      refused(with("workdir: \"/tmp/" + name + "\""), "workdir");
    }
    twin(with("inputs: [{name: in, path: " + plain + "}]"));
  }

  @Attack(
      value = "A4",
      tries = "variables that steer the loader, the runtime or Bailey, and keys that are none",
      control = "twin: variables of one's own")
  void a4VariablesOfTheJob() throws IOException {
    for (String name :
        List.of(
            "LD_PRELOAD",
            "LD_AUDIT",
            "LD_LIBRARY_PATH",
            "GCONV_PATH",
            "GLIBC_TUNABLES",
            "BASH_ENV",
            "ENV",
            "LISTEN_FDS",
            "NOTIFY_SOCKET",
            "container",
            "CONTAINERS_CONF",
            "_CONTAINERS_USERNS_CONFIGURED",
            "_LIBCONTAINER_INITPIPE",
            "BAILEY_HOME",
            "HOME",
            "OUTPUT_DIR",
            "'A=B'",
            "'A B'",
            "'1A'",
            "''",
            "\"A\\0B\"",
            "\"A\\nB\"")) {
      refused(with("env:\n  " + name + ": '1'"), "env");
    }
    Bailey.Ran context = with("env: {UVM_SECURITY_CONTEXT_DIR: /tmp}");
    assertThat(context.code()).as(context.all()).isEqualTo(10);
    assertThat(context.all()).contains("the platform's own").doesNotContain("ran {");
    refused(with("env: {A: '1', A: '2'}"), "A");
    refused(with("env:\n  A: \"x\\0y\""), "NUL");
    twin(with("env: {MINE: '1', LDX: '2'}"));
  }

  @Attack(
      value = "A9",
      tries = "argument and environment blocks beyond what can be recorded",
      control = "twin: blocks just below")
  void a9OversizeBlocks() throws IOException {
    String large = "x".repeat(25_000);
    for (String more :
        List.of(
            "args: ['" + large + "']",
            "env: {BIG: '" + large + "'}",
            "args: [" + "a, ".repeat(9_000) + "a]",
            "env: {A: '" + large.substring(12_500) + "', B: '" + large.substring(12_000) + "'}")) {
      Bailey.Ran ran = with(more);
      assertThat(ran.code()).as(ran.all()).isEqualTo(WRONG_JOB);
      assertThat(ran.all()).doesNotContain("ran {").hasSizeLessThan(4_000);
      assertThat(yard.bailey().leftovers()).isEmpty();
    }
    twin(with("env: {BIG: '" + large.substring(2_000) + "'}"));
  }
}
