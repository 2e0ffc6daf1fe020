package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy made for one job admits this job on real containers, and refuses each change of it. */
@Tag("container")
class GeneratedPolicyTest {
  private static final Pattern JOB_ID = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String CODE =
      """
      import os, shutil, sys, time
      print(sys.argv[1], os.environ["MODE"], flush=True)
      shutil.copyfile("/in/data/a.txt", "/out/result.txt")
      time.sleep(float(os.environ.get("PAUSE", "0")))
      """;
  private static final String JOB =
      """
      name: probe
      image: python-sklearn
      script: main.py
      args: [alpha]
      env: {MODE: fast}
      inputs: {data: data}
      outputs: [result.txt]
      resources: {cpu: 1, memory: 256MB, disk: 64MB}
      max_duration: 60s
      """;

  @TempDir static Path dir;
  private static Bailey bailey;
  private static String policy = "";
  private static String inForce = "";

  @BeforeAll
  static void setUp() throws IOException {
    bailey = Bailey.fresh();
    ok(bailey.run("-y", "image", "build", "images/python-sklearn"));
    ok(bailey.run("init", dir.resolve("house.rego").toString()));
    Path rego = dir.resolve("probe.rego");
    ok(bailey.ask("policy", "generate", job(JOB).toString(), "-o", rego.toString()));
    ok(bailey.ask("policy", "check", rego.toString()));
    policy = Files.readString(rego);
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  @BeforeEach
  void thePolicyIsInForce() throws IOException {
    put(policy);
  }

  private static Bailey.Ran ok(Bailey.Ran ran) {
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran;
  }

  private static void put(String rego) throws IOException {
    if (!rego.equals(inForce)) {
      Path file = Files.writeString(dir.resolve("probe.rego"), rego);
      ok(bailey.ask("policy", "sign", file.toString()));
      ok(bailey.ask("policy", "set", file + ".signed"));
      inForce = rego;
    }
  }

  /** A job's directory; each time the same but for what the file says. */
  private static Path job(String yaml) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.createDirectory(job.resolve("code"));
    Files.writeString(job.resolve("code/main.py"), CODE);
    for (String name : List.of("data", "other")) {
      Files.createDirectory(job.resolve(name));
      Files.writeString(job.resolve(name).resolve("a.txt"), "some " + name + "\n");
    }
    Files.writeString(job.resolve("job.yaml"), yaml + "workspace: code\n");
    return job;
  }

  private static String id(Bailey.Ran ran) {
    return JOB_ID.matcher(ran.all()).results().map(MatchResult::group).findFirst().orElseThrow();
  }

  /** Containers that were ever started here. */
  private static long started() {
    return bailey
        .ask("audit", "tail", "-n", "100000", "-o", "json")
        .out()
        .lines()
        .filter(line ->
            line.contains("\"type\":\"start_container\"") && line.contains("\"allowed\":true"))
        .count();
  }

  @Test
  void theJobIsAdmittedFromSubmissionToEvidence() {
    long before = started();
    Bailey.Ran ran = ok(run(JOB));
    assertThat(ran.all()).contains("alpha fast");
    assertThat(started()).isEqualTo(before + 1);
    String job = id(ran);
    assertThat(ok(bailey.ask("logs", job)).out()).contains("alpha fast");
    Path evidence = dir.resolve("probe.evidence");
    Path key = dir.resolve("node.pub");
    ok(bailey.ask("evidence", "export", job, "-o", evidence.toString()));
    ok(bailey.ask("key", "show", "-o", key.toString()));
    ok(bailey.run("verify", evidence.toString(), "--trust", key.toString()));
    ok(bailey.ask("rm", job));
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static Bailey.Ran run(String yaml) {
    try {
      return bailey.ask("run", "-y", job(yaml).toString());
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  static Stream<Arguments> jobs() {
    return Stream.of(
        Arguments.of("args: [alpha]", "args: [beta]", "create_container", "argList", "set argList"),
        Arguments.of("[alpha]", "[alpha, beta]", "create_container", "argList", "set argList"),
        Arguments.of("MODE: fast", "MODE: slow", "create_container", "envList", "set MODE=fast"),
        Arguments.of(
            "MODE: fast", "MODE: fast, MORE: x", "create_container", "envList", "leave out MORE"),
        Arguments.of("env: {MODE: fast}\n", "", "create_container", "envList", "set MODE=fast"),
        Arguments.of(
            "max_d", "workdir: /tmp\nmax_d", "create_container", "workingDir", "/workspace"),
        Arguments.of("{data: data}", "{data: data, more: data}", "submit_job", "inputs", "data"),
        Arguments.of("{data: data}", "{data: other}", "submit_job", "inputs", "one of"),
        Arguments.of("{data: data}", "{date: data}", "submit_job", "inputs", "\"name\": \"data\""),
        Arguments.of("[result.txt]", "[result.txt, b]", "submit_job", "outputs", "result"),
        Arguments.of("[result.txt]", "[other.txt]", "submit_job", "outputs", "result"),
        Arguments.of("256MB", "257MB", "submit_job", "limits.memory_bytes", "at most 256000000"),
        Arguments.of("cpu: 1", "cpu: 2", "submit_job", "limits.cpu_millis", "at most 1000"),
        Arguments.of("64MB", "65MB", "submit_job", "limits.disk_bytes", "at most 64000000"),
        Arguments.of("60s", "61s", "submit_job", "limits.wall_seconds", "at most 60"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void eachChangeOfTheJobIsRefused(
      String from, String to, String point, String field, String nearest) {
    assertThat(JOB).contains(from);
    refused(JOB.replace(from, to), point, field, nearest);
  }

  private static void refused(String yaml, String point, String field, String nearest) {
    long before = started();
    Bailey.Ran ran = run(yaml);
    assertThat(ran.code()).as(ran.all()).isEqualTo(10);
    assertThat(ran.all())
        .contains(point)
        .contains(field)
        .contains(nearest)
        .containsPattern("(probe|house)(:| refuses)");
    assertThat(bailey.ask("why", id(ran)).out()).contains(field).contains(nearest);
    assertThat(ok(bailey.ask("policy", "explain", id(ran))).out())
        .contains(field)
        .contains(nearest)
        .contains("the same answer");
    assertThat(started()).isEqualTo(before);
  }

  static Stream<Arguments> policies() {
    String none = "[]";
    return Stream.of(
        Arguments.of(
            "user_idname\": {\"pattern\": \"1000\"",
            "user_idname\": {\"pattern\": \"1001\"",
            "user",
            "1001"),
        Arguments.of("\"umask\": \"0022\"", "\"umask\": \"0077\"", "umask", "0077"),
        Arguments.of(
            "\"effective\": []", "\"effective\": [\"CAP_KILL\"]", "capabilities", "CAP_KILL"),
        Arguments.of(
            "\"options\": [\"rbind\", \"rprivate\", \"rw\"]",
            "\"options\": [\"rbind\", \"rprivate\", \"ro\"]",
            "mounts",
            "ro"),
        Arguments.of(
            "\"destination\": \"/in/data\"",
            "\"destination\": \"/in/else\"",
            "mounts",
            "leave out the mount at /in/data"),
        Arguments.of(
            "(\"seccomp_profile_sha256\": \")[0-9a-f]{8}",
            "$100000000", "seccompProfileSHA256", "00000000"),
        Arguments.of("(\"layers\": \\[\")[0-9a-f]{8}", "$100000000", "deviceHash", "00000000"),
        Arguments.of("(images := \\[\")[0-9a-f]{8}", "$100000000", "image", "00000000"),
        Arguments.of("(codes := \\[\")[0-9a-f]{8}", "$100000000", "code", "00000000"),
        Arguments.of("networks := .*", "networks := []", "network", none));
  }

  /** What a job file cannot say is changed in the policy, which then means another job. */
  @ParameterizedTest
  @MethodSource("policies")
  void theJobIsRefusedByAPolicyForAnother(String from, String to, String field, String nearest)
      throws IOException {
    String pattern = from.startsWith("(") || from.endsWith("*") ? from : Pattern.quote(from);
    String changed = policy.replaceAll(pattern, to);
    assertThat(changed).isNotEqualTo(policy);
    put(changed);
    refused(JOB, "", field, nearest);
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static String chowning(String sandbox) {
    return """
    name: probe
    image: python-sklearn
    command:
    - python3
    - -c
    - |
      import os
      open("/out/result.txt", "w").close()
      open("/tmp/x", "w").close()
      os.chown("/tmp/x", 3001, 3001)
      print("as", os.getuid(), os.getgid(), "owner", os.stat("/tmp/x").st_uid)
      sets = [l.split()[1] for l in open("/proc/self/status") if l.startswith("Cap")]
      print("sets", *sorted(set(sets)))
    outputs: [result.txt]
    max_duration: 60s
    """
        + "sandbox: "
        + sandbox
        + "\n";
  }

  private static void putPolicyFor(String yaml) throws IOException {
    Path rego = dir.resolve("walls.rego");
    Files.deleteIfExists(rego);
    ok(bailey.ask("policy", "generate", job(yaml).toString(), "-o", rego.toString()));
    put(Files.readString(rego));
  }

  @Test
  void aCapabilityIsGivenOnlyByAPolicyThatNamesIt() throws IOException {
    String without = chowning("{drop_all_caps: true}");
    String with = chowning("{allowed_caps: [CAP_CHOWN]}");
    putPolicyFor(without);
    Bailey.Ran may = run(without);
    assertThat(may.code()).as(may.all()).isEqualTo(1);
    assertThat(may.all()).contains("Operation not permitted");
    refused(with, "create_container", "capabilities", "");
    putPolicyFor(with);
    assertThat(ok(run(with)).all()).contains("as 1000 1000 owner 3001", "sets 0000000000000001\n");
    refused(
        chowning("{allowed_caps: [CAP_CHOWN, CAP_FOWNER]}"),
        "create_container",
        "capabilities",
        "");
    put(Files.readString(dir.resolve("house.rego")));
    refused(with, "create_container", "capabilities", "every set empty");
  }

  @Test
  void aJobRunsAsTheUserThatWasDecided() throws IOException {
    String other = chowning("{run_as_uid: 2000, allowed_caps: [CAP_CHOWN]}");
    putPolicyFor(other);
    Bailey.Ran ran = ok(run(other));
    assertThat(ran.all()).contains("as 2000 2000 owner 3001");
    refused(chowning("{allowed_caps: [CAP_CHOWN]}"), "create_container", "user", "2000");
  }

  @Test
  void aRunningJobTakesOnlyCommandsAndSignalsThatWereWished() throws Exception {
    Path slow = job(JOB.replace("MODE: fast", "MODE: fast, PAUSE: \"8\""));
    Path rego = dir.resolve("slow.rego");
    ok(
        bailey.ask(
            "policy",
            "generate",
            slow.toString(),
            "-o",
            rego.toString(),
            "--signals",
            "9",
            "--exec",
            "/bin/true"));
    put(Files.readString(rego));
    String job = id(ok(bailey.ask("run", "-y", "-d", slow.toString())));
    for (int i = 0; i < 600 && !bailey.ask("ps").out().contains("running"); i++) {
      Thread.sleep(50);
    }
    ok(bailey.ask("exec", job, "--", "/bin/true"));
    Bailey.Ran other = bailey.ask("exec", job, "--", "/bin/sh", "-c", "id");
    assertThat(other.code()).as(other.all()).isEqualTo(10);
    assertThat(other.all()).contains("argList").contains("/bin/true");
    Bailey.Ran cancelled = bailey.ask("cancel", job);
    assertThat(cancelled.code()).as(cancelled.all()).isEqualTo(10);
    assertThat(cancelled.all()).contains("signal = 15").contains("one of [9]");
    assertThat(bailey.ask("ps").out()).contains("running");
    both(ok(bailey.ask("policy", "explain", "--trace", job)).out());
    ok(bailey.ask("logs", "-f", job));
    Path evidence = dir.resolve("slow.evidence");
    ok(bailey.ask("evidence", "export", job, "-o", evidence.toString()));
    both(ok(bailey.run("policy", "explain", "--evidence", evidence.toString())).out());
    aChangedRecordIsDoubted(evidence);
    Bailey.Ran alike = diff(rego, rego.toString(), evidence);
    assertThat(alike.code()).as(alike.all()).isZero();
    assertThat(alike.out()).contains("decisions alike");
    Bailey.Ran parted = diff(rego, "house", evidence);
    assertThat(parted.code()).as(parted.all()).isEqualTo(1);
    assertThat(parted.out())
        .contains("exec_in_container: what comes after it was not compared")
        .contains("- refused: ")
        .contains("+ allowed");
  }

  private static Bailey.Ran diff(Path before, String after, Path evidence) {
    return bailey.run(
        "policy", "diff", before.toString(), after, "--evidence", evidence.toString());
  }

  /** The command that was refused and the signal that was. */
  private static void both(String explained) {
    assertThat(explained)
        .contains("refused the command “/bin/sh -c id” in ")
        .contains("refused signal 15 to ")
        .contains("one of [9]")
        .doesNotContain("DOES NOT HOLD");
    assertThat(explained.split("the same answer", -1)).hasSize(3);
  }

  private static void aChangedRecordIsDoubted(Path evidence) throws IOException {
    String text = Files.readString(evidence);
    Path changed = Files.writeString(dir.resolve("changed"), text.replace("/bin/sh", "/bin/xx"));
    Bailey.Ran doubted = bailey.run("policy", "explain", "--evidence", changed.toString());
    assertThat(doubted.code()).as(doubted.all()).isEqualTo(11);
    assertThat(doubted.all()).contains("does not hold together");
    Path none = Files.writeString(dir.resolve("none"), "no evidence\n");
    Bailey.Ran refused = bailey.run("policy", "explain", "--evidence", none.toString());
    assertThat(refused.code()).as(refused.all()).isEqualTo(11);
    assertThat(refused.all()).contains("it is not an evidence file");
  }

  @Test
  void onlyWhatIsThereIsExplained() {
    assertThat(bailey.ask("policy", "explain").code()).isEqualTo(2);
    Bailey.Ran job = bailey.ask("policy", "explain", "probe-none");
    assertThat(job.code()).as(job.all()).isEqualTo(13);
    Bailey.Ran event = bailey.ask("policy", "explain", "999999999");
    assertThat(event.code()).as(event.all()).isEqualTo(13);
    assertThat(event.all()).contains("there is no event 999999999");
  }
}
