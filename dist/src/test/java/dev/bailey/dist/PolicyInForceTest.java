package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Files.writeString(host.resolve("host-amd-cert-base64"), "Y2VydA==");
    Bailey.Ran ran =
        run(
            """
            import base64, hashlib, os
            d = os.environ["UVM_SECURITY_CONTEXT_DIR"]
            policy = base64.b64decode(open(d + "/security-policy-base64").read(), validate=True)
            print(sorted(os.listdir(d)), hashlib.sha256(policy).hexdigest())
            print(oct(os.stat(d).st_mode), open(d + "/host-amd-cert-base64").read())
            for name in ("/new", "/security-policy-base64"):
                try:
                    open(d + name, "w")
                except OSError as no:
                    print("refused", no.errno)
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.all())
        .contains("['host-amd-cert-base64', 'security-policy-base64']")
        .contains(
            bailey.run("policy", "digest", dir.resolve("shown.rego").toString()).out().strip())
        .contains("0o40755 Y2VydA==")
        .contains("refused 30\n", "refused 30\n");
    Files.writeString(host.resolve("host-amd-cert-base64"), "not base64!");
    Bailey.Ran refused = run("print('hello', flush=True)");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.all()).contains("host-amd-cert-base64 is not base64");
    Files.delete(host.resolve("host-amd-cert-base64"));
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
  }
}
