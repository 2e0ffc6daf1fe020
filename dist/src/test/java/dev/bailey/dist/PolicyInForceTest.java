package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner's policy decides what becomes of real containers. */
@Tag("container")
class PolicyInForceTest {
  private static Bailey bailey;
  @TempDir static Path dir;
  private static String house = "";

  @BeforeAll
  static void setUp() throws IOException {
    bailey = Bailey.fresh();
    Bailey.Ran image = bailey.run("-y", "image", "build", "images/python-sklearn");
    assertThat(image.code()).as(image.all()).isZero();
    Bailey.Ran init = bailey.run("init", dir.resolve("house.rego").toString());
    assertThat(init.code()).as(init.all()).isZero();
    assertThat(init.out()).contains("number 2, signed by policy+");
    house = Files.readString(dir.resolve("house.rego"));
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  private static Bailey.Ran policy(String name, String rego) throws IOException {
    Path file = Files.writeString(dir.resolve(name + ".rego"), rego);
    Bailey.Ran signed = bailey.run("policy", "sign", file.toString());
    assertThat(signed.code()).as(signed.all()).isZero();
    return bailey.run("policy", "set", file + ".signed");
  }

  private static Bailey.Ran run(String python, String... more) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), python);
    Files.writeString(
        job.resolve("job.yaml"),
        "name: probe\nimage: python-sklearn\nscript: main.py\n" + String.join("\n", more) + "\n");
    return bailey.run("run", "-y", job.toString());
  }

  private static String changed(String from, String to) {
    assertThat(house).contains(from);
    return house.replace(from, to);
  }

  @Test
  void theOwnersPolicyAdmitsAJobAndStandsInItsEvidence() throws IOException {
    assertThat(policy("mine", house + "# mine\n").code()).isZero();
    Bailey.Ran ran = run("print('hello', flush=True)");
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher job = Pattern.compile("probe-[0-9a-z]{4}").matcher(ran.all());
    assertThat(job.find()).isTrue();
    Path evidence = dir.resolve("mine.evidence");
    Path key = dir.resolve("node.pub");
    assertThat(bailey.run("evidence", "export", job.group(), "-o", evidence.toString()).code())
        .isZero();
    assertThat(bailey.run("key", "show", "-o", key.toString()).code()).isZero();
    Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", key.toString());
    assertThat(verified.code()).as(verified.all()).isZero();
    assertThat(verified.all()).contains("mine");
    assertThat(bailey.run("policy", "show", "--rego").out()).isEqualTo(house + "# mine\n");
  }

  @Test
  void aJobReadsThePolicyThatDecidesAboutIt() throws IOException {
    assertThat(policy("shown", house + "# shown\n").code()).isZero();
    Path host = Files.createDirectories(bailey.home().resolve("security-context"));
    for (String name : OF_HOST) {
      Files.writeString(host.resolve(name), base64(name));
    }
    Files.writeString(host.resolve("host-private-key"), "bm90IGZvciBqb2Jz");
    Bailey.Ran ran =
        run(
            """
            import base64, hashlib, os
            d = os.environ["UVM_SECURITY_CONTEXT_DIR"]
            policy = base64.b64decode(open(d + "/security-policy-base64").read(), validate=True)
            print(sorted(os.listdir(d)), hashlib.sha256(policy).hexdigest())
            for name in [""] + sorted(os.listdir(d)):
                s = os.stat(d + "/" + name)
                print("mode", name, oct(s.st_mode), s.st_uid == os.getuid(), os.access(d, os.W_OK))
            for name in sorted(os.listdir(d)):
                if name != "security-policy-base64":
                    print("says", name, base64.b64decode(open(d + "/" + name).read()).decode())
            def refused(what):
                try:
                    what()
                    print("let through")
                except OSError as no:
                    print("refused", no.errno)
            refused(lambda: open(d + "/new", "w"))
            refused(lambda: open(d + "/security-policy-base64", "w"))
            refused(lambda: os.chmod(d + "/security-policy-base64", 0o777))
            refused(lambda: os.unlink(d + "/host-amd-cert-base64"))
            refused(lambda: os.rename(d + "/host-amd-cert-base64", d + "/other"))
            refused(lambda: os.rmdir(d))
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.all())
        .contains(
            "['host-amd-cert-base64', 'platform-reference-info-base64', 'reference-info-base64',"
                + " 'security-policy-base64', 'tcb-reference-info-base64',"
                + " 'transparent-reference-info-base64']")
        .contains(
            bailey.run("policy", "digest", dir.resolve("shown.rego").toString()).out().strip())
        .contains("mode  0o40755 False False")
        .contains("mode security-policy-base64 0o100755 False False")
        .doesNotContain("let through");
    for (String name : OF_HOST) {
      assertThat(ran.all())
          .contains("mode " + name + " 0o100755 False False", "says " + name + " of " + name);
    }
    assertThat(ran.all().split("refused [0-9]+", -1)).hasSize(7);
    for (String noise : List.of("not base64!", "Y2Vy\ndA==", "Y2Vy dA==", "Y2VydA=", "Y2VydA==x")) {
      Files.writeString(host.resolve(OF_HOST.getFirst()), noise);
      Bailey.Ran refused = run("print('hello', flush=True)");
      assertThat(refused.code()).as(noise + refused.all()).isNotZero();
      assertThat(refused.all()).contains(OF_HOST.getFirst() + " is not base64");
      assertThat(refused.out()).doesNotContain("hello");
    }
    for (String name : OF_HOST) {
      Files.delete(host.resolve(name));
    }
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static final List<String> OF_HOST =
      List.of(
          "host-amd-cert-base64",
          "reference-info-base64",
          "transparent-reference-info-base64",
          "tcb-reference-info-base64",
          "platform-reference-info-base64");

  private static String base64(String name) {
    return Base64.getEncoder()
        .encodeToString(("of " + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The answer of a policy that wants something of its memory which cannot be done. */
  @Test
  void whatCannotBeRememberedIsDeniedAndNothingBegins() throws IOException {
    Map<String, String> shapes = new LinkedHashMap<>();
    shapes.put("null", "error loading metadata array: invalid type");
    shapes.put("[7]", "unable to load metadata object");
    shapes.put("[{\"name\": \"m\"}]", "unable to load metadata action");
    shapes.put(
        "[{\"name\": \"m\", \"action\": \"add\", \"key\": 1, \"value\": 1}]",
        "unable to load metadata key");
    shapes.put(
        "[{\"name\": \"m\", \"action\": \"explode\", \"key\": \"k\", \"value\": 1}]",
        "unrecognized metadata action: explode");
    shapes.put(
        "[{\"name\": \"m\", \"action\": \"add\", \"key\": \"k\"}]", "missing metadata value");
    int number = 0;
    for (Map.Entry<String, String> shape : shapes.entrySet()) {
      String rego =
          changed("create_container := bailey.answer(", "asked_to_create := bailey.answer(")
              + "\ncreate_container := object.union(asked_to_create, {\"metadata\": "
              + shape.getKey()
              + "})\n";
      Bailey.Ran set = policy("memory" + number++, rego);
      assertThat(set.code()).as(set.all()).isZero();
      Bailey.Ran refused = run("print('hello', flush=True)");
      assertThat(refused.code()).as(shape + refused.all()).isEqualTo(10);
      assertThat(refused.all()).contains(shape.getValue());
      assertThat(refused.out()).doesNotContain("hello");
      assertThat(bailey.leftovers()).isEmpty();
    }
    assertThat(policy("memory-of-the-house", house + "# again\n").code()).isZero();
    assertThat(run("print('hello', flush=True)").code()).isZero();
  }

  /** A job that was let in waits while another policy comes into force; and one that runs. */
  @Test
  void aPolicyThatComesBetweenDecisionAndActChangesNothingOfThatAttempt() throws Exception {
    assertThat(policy("before", house + "# before\n").code()).isZero();
    String all = "resources: {cpu: " + Runtime.getRuntime().availableProcessors() + "}";
    String running =
        detached("import time; print('first', flush=True); time.sleep(30)", "waits", all);
    await(running, "running");
    String waiting = detached("print('second', flush=True)", "next", all);
    assertThat(bailey.ask("show", waiting).out()).contains("queued");

    String never =
        changed("exec_in_container := bailey.answer(", "asked_to_exec := bailey.answer(")
            + """

            exec_in_container := {"allowed": false}

            objections.create_container contains bailey.objection("argList", "nothing begins", "")
            """;
    Bailey.Ran set = policy("after", never);
    assertThat(set.code()).as(set.all()).isZero();

    Bailey.Ran exec = bailey.ask("exec", running, "--", "/bin/true");
    assertThat(exec.code()).as(exec.all()).isZero();
    assertThat(bailey.ask("cancel", running).code()).isZero();
    assertThat(bailey.run("logs", "-f", waiting).all()).contains("second");
    Bailey.Ran later = run("print('third', flush=True)");
    assertThat(later.code()).as(later.all()).isEqualTo(10);
    assertThat(later.all()).contains("nothing begins").doesNotContain("third");

    for (String job : List.of(running, waiting)) {
      Path evidence = dir.resolve(job + ".evidence");
      assertThat(bailey.ask("evidence", "export", job, "-o", evidence.toString()).code()).isZero();
      Bailey.Ran explained = bailey.run("policy", "explain", "--evidence", evidence.toString());
      assertThat(explained.all()).doesNotContain("DOES NOT HOLD");
      assertThat(Files.readString(evidence)).contains("# before").doesNotContain("nothing begins");
      Path key = dir.resolve("between.pub");
      assertThat(bailey.run("key", "show", "-o", key.toString()).code()).isZero();
      Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", key.toString());
      assertThat(verified.code()).as(verified.all()).isZero();
    }
    assertThat(policy("again", house + "# once more\n").code()).isZero();
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static String detached(String python, String name, String... more) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), python + "\n");
    Files.writeString(
        job.resolve("job.yaml"),
        "name: %s\nimage: python-sklearn\nscript: main.py\n%s\n"
            .formatted(name, String.join("\n", more)));
    Bailey.Ran ran = bailey.run("run", "-y", "-d", job.toString());
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher id = Pattern.compile(name + "-[0-9a-z]{4}").matcher(ran.all());
    assertThat(id.find()).as(ran.all()).isTrue();
    return id.group();
  }

  private static void await(String job, String state) throws InterruptedException {
    for (int i = 0; i < 600 && !bailey.ask("show", job).out().contains(state); i++) {
      Thread.sleep(50);
    }
    assertThat(bailey.ask("show", job).out()).contains(state);
  }

  @Test
  void whatThePolicyTakesOutOfTheEnvironmentIsNotThere() throws IOException {
    String narrowing =
        changed("create_container := bailey.answer(", "asked_to_create := bailey.answer(")
            + """

            create_container := object.union(asked_to_create, {"env_list": [entry |
            	some entry in input.envList
            	not startswith(entry, "TRACKER_")
            ]})
            """;
    Bailey.Ran set = policy("narrowing", narrowing);
    assertThat(set.code()).as(set.all()).isZero();
    Bailey.Ran ran =
        run(
            "import os; print(sorted({'TRACKER_URL', 'KEPT'} & set(os.environ)), flush=True)",
            "env: {TRACKER_URL: x, KEPT: y}");
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.all()).contains("['KEPT']");
  }

  @Test
  void aRefusalNamesRuleFieldAndValue() throws IOException {
    String strict =
        house
            + """

            objections.create_container contains bailey.objection(
            	"workingDir", "work is done in the workspace",
            	"/workspace",
            ) if {
            	input.workingDir != "/workspace"
            }
            """;
    assertThat(policy("strict", strict).code()).isZero();
    Bailey.Ran refused = run("print('hello', flush=True)", "workdir: /tmp");
    assertThat(refused.code()).as(refused.all()).isEqualTo(10);
    assertThat(refused.all())
        .contains("work is done in the workspace")
        .contains("workingDir")
        .contains("/tmp")
        .contains("strict");
    assertThat(run("print('hello', flush=True)").code()).isZero();
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aPolicyThatDoesNotAnswerOrIsNotSignedIsNotTaken() throws IOException {
    Bailey.Ran broken = policy("broken", house + "\nq := x\n");
    assertThat(broken.code()).isNotZero();
    assertThat(broken.all()).contains("var x is unsafe");
    Path signed = dir.resolve("tampered.signed");
    assertThat(policy("tampered", house).code()).isZero();
    String text = Files.readString(signed.resolveSibling("tampered.rego.signed"));
    Files.writeString(signed, text.replaceFirst("\"sig\":\"..", "\"sig\":\"AA"));
    Bailey.Ran refused = bailey.run("policy", "set", signed.toString());
    assertThat(refused.code()).isNotZero();
    assertThat(refused.all()).contains("no trusted key signed it");
    String inForce = bailey.run("policy", "show", "--rego").out();
    for (String field : List.of("sig", "payload")) {
      for (String noise : List.of(" ", "\\\\n", "*", "=", "\u00e4")) {
        Files.writeString(signed, text.replaceFirst("\"" + field + "\":\"..", "$0" + noise));
        Bailey.Ran noisy = bailey.run("policy", "set", signed.toString());
        assertThat(noisy.code()).as("%s with '%s': %s", field, noise, noisy.all()).isNotZero();
      }
    }
    assertThat(bailey.run("policy", "show", "--rego").out()).isEqualTo(inForce);
    Files.writeString(signed, text);
    assertThat(bailey.run("policy", "set", signed.toString()).code()).isZero();
  }
}
