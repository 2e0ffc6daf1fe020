package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job brings a signed fragment, without which the owner's policy does not let it run. */
@Tag("container")
class FragmentTest {
  private static Bailey bailey;
  @TempDir static Path dir;

  @BeforeAll
  static void setUp() throws IOException {
    bailey = Bailey.fresh();
    Bailey.Ran image = bailey.run("-y", "image", "build", "images/python-sklearn");
    assertThat(image.code()).as(image.all()).isZero();
    Path house = dir.resolve("house.rego");
    assertThat(bailey.run("init", house.toString()).code()).isZero();
    String policy =
        Files.readString(house)
            + """

            framework_version := "0.5.0"

            fragments := [{
            	"issuer": "%s",
            	"feed": "team/digits",
            	"minimum_svn": "2",
            	"includes": ["namespace"],
            }]

            load_fragment := data.framework.load_fragment

            reason := data.framework.reason

            objections.create_container contains bailey.objection(
            	"argList", "the team says what may run",
            	"bring its fragment",
            ) if {
            	not data.team.may_run
            }
            """
                .formatted(new String(resource("issuer"), StandardCharsets.UTF_8).strip());
    Path file = Files.writeString(dir.resolve("team.rego"), policy);
    Bailey.Ran signed = bailey.run("policy", "sign", file.toString());
    assertThat(signed.code()).as(signed.all()).isZero();
    Bailey.Ran set = bailey.run("policy", "set", file + ".signed");
    assertThat(set.code()).as(set.all()).isZero();
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  private static byte[] resource(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/fragments", name));
  }

  private static Bailey.Ran run(byte[] fragment) throws IOException {
    Path job = job("fragments: [team.cose]\n");
    Files.write(job.resolve("team.cose"), fragment);
    return bailey.run("run", "-y", job.toString());
  }

  private static Path job(String more) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), "print('hello', flush=True)\n");
    Files.writeString(
        job.resolve("job.yaml"), "name: probe\nimage: python-sklearn\nscript: main.py\n" + more);
    return job;
  }

  private static long blobs() throws IOException {
    try (Stream<Path> files = Files.walk(bailey.home().resolve("blobs"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void theJobRunsWithTheFragmentAndItsEvidenceVerifies() throws IOException {
    Bailey.Ran without = bailey.run("run", "-y", job("").toString());
    assertThat(without.code()).as(without.all()).isEqualTo(10);
    assertThat(without.all()).contains("the team says what may run", "bring its fragment");

    Bailey.Ran ran = run(resource("team.cose"));
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.all()).contains("hello");
    Matcher job = Pattern.compile("probe-[0-9a-z]{4}").matcher(ran.all());
    assertThat(job.find()).isTrue();
    Path evidence = dir.resolve("team.evidence");
    Path key = dir.resolve("node.pub");
    Bailey.Ran export = bailey.run("evidence", "export", job.group(), "-o", evidence.toString());
    assertThat(export.code()).as(export.all()).isZero();
    assertThat(Files.readString(evidence)).contains("\"load_fragment\"");
    assertThat(bailey.run("key", "show", "-o", key.toString()).code()).isZero();
    Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", key.toString());
    assertThat(verified.code()).as(verified.all()).isZero();
    assertThat(verified.all()).contains("the signatures within 1 signed piece of policy");
    assertThat(Files.readString(evidence))
        .contains(Base64.getEncoder().encodeToString(resource("team.cose")));
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aTamperedFragmentIsRefusedBeforeAnythingHappens() throws IOException {
    byte[] tampered = resource("team.cose");
    tampered[tampered.length - 1] ^= 1;
    String jobs = bailey.ask("ps", "-o", "json").out();
    long kept = blobs();
    Bailey.Ran refused = run(tampered);
    assertThat(refused.code()).as(refused.all()).isEqualTo(2);
    assertThat(refused.all()).contains("fragments: team.cose: verification error");
    assertThat(bailey.ask("ps", "-o", "json").out()).isEqualTo(jobs);
    assertThat(blobs()).isEqualTo(kept);
  }

  @Test
  void anOldFragmentIsRefusedByThePolicyThatWantsANewerOne() throws IOException {
    long kept = blobs();
    Bailey.Ran refused = run(resource("old.cose"));
    assertThat(refused.code()).as(refused.all()).isEqualTo(10);
    assertThat(refused.all()).contains("fragment svn is below the specified minimum");
    // What was not loaded is not kept either.
    assertThat(blobs()).isEqualTo(kept);
    assertThat(bailey.leftovers()).isEmpty();
  }
}
