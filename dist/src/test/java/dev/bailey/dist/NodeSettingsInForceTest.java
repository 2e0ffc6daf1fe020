package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's owner allows, for jobs as they are submitted. */
@Tag("container")
class NodeSettingsInForceTest {
  private static Bailey bailey;

  @TempDir static Path dir;

  @BeforeAll
  static void setUp() {
    bailey = Bailey.fresh();
    assertThat(bailey.run("-y", "image", "build", "images/python-sklearn").code()).isZero();
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  private static void settings(String yaml) throws IOException {
    Path file = bailey.home().resolve("node.yaml");
    Files.writeString(file, yaml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static Bailey.Ran plan(String more) throws IOException {
    return run(more, "--dry-run");
  }

  private static Bailey.Ran run(String more, String... options) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), "print('ran', len('" + "x".repeat(2000) + "'))\n");
    Files.writeString(
        job.resolve("job.yaml"),
        "name: probe\nimage: python-sklearn\nscript: main.py\n" + more + "\n");
    List<String> arguments = new java.util.ArrayList<>(List.of("run", "-y"));
    arguments.addAll(List.of(options));
    arguments.add(job.toString());
    return bailey.run(arguments.toArray(String[]::new));
  }

  @Test
  void ceilingsDefaultsAndWrongFiles() throws IOException {
    settings(
        """
        defaults: {memory: 300MB, max_runtime_hours: 1}
        limits: {memory: 400MB, max_runtime_hours: 2}
        seccomp_profiles: [default-hardened]
        allowed_caps: []
        uploads: {code: 10kB, inputs: 1kB}
        """);
    Bailey.Ran quiet = run("");
    assertThat(quiet.out()).as(quiet.all()).contains("ran 2000");
    assertThat(plan("").all()).contains("300 MB").contains("1 h");
    assertThat(plan("resources: {memory: 401MB}").all())
        .contains("limits.memory")
        .contains("node.yaml");
    assertThat(plan("max_duration: 3h").all()).contains("limits.max_runtime_hours");
    assertThat(plan("sandbox: {seccomp_profile: gpu}").all()).contains("seccomp_profiles");
    assertThat(plan("sandbox: {allowed_caps: [CAP_CHOWN]}").all()).contains("allowed_caps");
    Path data = Files.writeString(dir.resolve("data"), "x".repeat(1001));
    assertThat(plan("inputs: [{name: d, path: " + data + "}]").all()).contains("uploads.inputs");
    assertThat(bailey.run("doctor").all()).contains("settings").contains("memory 400 MB");

    settings("uploads: {code: 1kB}");
    Bailey.Ran large = plan("");
    assertThat(large.code()).isNotZero();
    assertThat(large.all()).contains("uploads.code");

    settings("limits: {memory: lots}\nsurprise: 1\n");
    Bailey.Ran wrong = run("");
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.all())
        .contains("no job is taken")
        .contains("1:18")
        .contains("surprise")
        .doesNotContain("ran 2000");
    assertThat(bailey.run("doctor").code()).isNotZero();

    settings("{}");
    Files.setPosixFilePermissions(
        bailey.home().resolve("node.yaml"), PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(plan("").all()).contains("only the node's owner can change");

    Files.delete(bailey.home().resolve("node.yaml"));
    assertThat(plan("resources: {memory: 401MB}").code()).isZero();
    assertThat(bailey.run("audit", "tail", "-n", "100").all()).contains("node_settings");
  }
}
