package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that know a job's user and group by the names that its image has for them. */
@Tag("container")
class UserNameTest {
  private static final Pattern JOB_ID = Pattern.compile("probe-[0-9a-z]{4}");

  @TempDir static Path dir;
  private static Bailey bailey;
  private static Registry registry;
  private static String image = "";
  private static String policy = "";

  @BeforeAll
  static void setUp() throws IOException {
    Assumptions.assumeTrue(TinyRoot.possible(), "needs busybox-static");
    bailey = Bailey.fresh();
    registry =
        Registry.open(
            Files.createDirectory(dir.resolve("registry")), bailey.home().resolve("podman"));
    byte[] layer =
        TinyRoot.layer(
            dir.resolve("layer"),
            root -> {
              Files.writeString(
                  root.resolve("etc/passwd"),
                  "root:x:0:0::/:\nmy app:x:1000:1000::/:\nweb:x:1001:1001::/:\n");
              Files.writeString(root.resolve("etc/group"), "team:x:1000:\nweb:x:1001:\n");
            });
    image =
        registry.push(
            "lab/named",
            layer,
            "amd64",
            Json.object().put("Env", Json.strings(List.of("PATH=/bin"))).build());
    ok(bailey.run("init", dir.resolve("house.rego").toString()));
    ok(bailey.run("image", "pull", image));
    Path rego = dir.resolve("probe.rego");
    ok(
        bailey.ask(
            "policy",
            "generate",
            job(1000).toString(),
            "--exec",
            "/bin/echo more",
            "-o",
            rego.toString()));
    policy = Files.readString(rego);
  }

  @AfterAll
  static void tearDown() {
    if (registry != null) {
      registry.close();
      bailey.close();
    }
  }

  private static Bailey.Ran ok(Bailey.Ran ran) {
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran;
  }

  private static Path job(int id) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.createDirectory(job.resolve("code"));
    Files.writeString(job.resolve("code/a.txt"), "some code\n");
    Files.writeString(
        job.resolve("job.yaml"),
        """
        name: probe
        image: "%s"
        command: [/bin/sh, -c, 'grep -E "^[UG]id" /proc/self/status; echo ran; sleep 30']
        workspace: code
        max_duration: 60s
        sandbox: {run_as_uid: %d, run_as_gid: %d}
        """
            .formatted(image, id, id));
    return job;
  }

  /** Puts the generated policy in force with user and group known otherwise. */
  private static void knowing(String user, String group) throws IOException {
    String changed =
        policy
            .replace(
                "\"user_idname\": {\"pattern\": \"1000\", \"strategy\": \"id\"}",
                "\"user_idname\": {\"pattern\": \"" + user + "\", \"strategy\": \"name\"}")
            .replace(
                "\"group_idnames\": [{\"pattern\": \"1000\", \"strategy\": \"id\"}]",
                "\"group_idnames\": [{\"pattern\": \"" + group + "\", \"strategy\": \"re2\"}]");
    assertThat(changed).contains("\"name\"").contains("\"re2\"");
    Path file = Files.writeString(dir.resolve("named.rego"), changed);
    ok(bailey.ask("policy", "sign", file.toString()));
    ok(bailey.ask("policy", "set", file + ".signed"));
  }

  private static String id(Bailey.Ran ran) {
    return JOB_ID.matcher(ran.all()).results().map(MatchResult::group).findFirst().orElseThrow();
  }

  @Test
  void theUserOfThatNameIsAdmittedWithEveryProcessAlsoByTheNextAgent() throws Exception {
    knowing("my app", "te.m");
    String job = id(ok(bailey.ask("run", "-y", "-d", job(1000).toString())));
    more(job);
    ok(bailey.run("agent", "stop", "--force"));
    ok(bailey.run("agent", "start"));
    more(job);
    ok(bailey.ask("cancel", job));
    assertThat(bailey.ask("logs", "-f", job).all()).containsPattern("Uid:\\s+1000").contains("ran");
    String told = bailey.ask("audit", "tail", "-n", "1000", "-o", "json").out();
    assertThat(told).contains("\"name\":\"my app\"").contains("\"name\":\"team\"");
    Path evidence = dir.resolve("named.evidence");
    Path key = dir.resolve("node.pub");
    ok(bailey.ask("evidence", "export", job, "-o", evidence.toString()));
    ok(bailey.ask("key", "show", "-o", key.toString()));
    ok(bailey.run("verify", evidence.toString(), "--trust", key.toString()));
    assertThat(bailey.leftovers()).isEmpty();
  }

  /** Runs a further process, once the job is running in the agent's eyes. */
  private static void more(String job) throws InterruptedException {
    Bailey.Ran ran = bailey.ask("exec", job, "/bin/echo", "more");
    for (int i = 0; i < 200 && ran.code() != 0; i++) {
      Thread.sleep(100);
      ran = bailey.ask("exec", job, "/bin/echo", "more");
    }
    assertThat(ok(ran).out()).contains("more");
  }

  @Test
  void anotherUserOrGroupIsRefusedByName() throws IOException {
    knowing("my app", "te.m");
    Bailey.Ran other = bailey.ask("run", "-y", job(1001).toString());
    assertThat(other.code()).as(other.all()).isEqualTo(10);
    assertThat(other.all()).contains("create_container").contains("web").contains("my app");
    knowing("web", "te.m");
    Bailey.Ran ran = bailey.ask("run", "-y", job(1000).toString());
    assertThat(ran.code()).as(ran.all()).isEqualTo(10);
    assertThat(ran.all()).contains("create_container").contains("my app");
    knowing("my app", "wheel");
    assertThat(bailey.ask("run", "-y", job(1000).toString()).code()).isEqualTo(10);
    assertThat(bailey.leftovers()).isEmpty();
  }
}
