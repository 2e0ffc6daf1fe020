package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a newcomer runs it: image, training, outputs, evidence, verification. */
@Tag("container")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DigitsTest {
  private static final Pattern JOB = Pattern.compile("digits-[0-9a-z]{4}");
  @TempDir static Path dir;
  private static Bailey bailey;
  private static String job = "";

  @BeforeAll
  static void setUp() {
    bailey = Bailey.fresh();
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  @Test
  @Order(1)
  void runsToItsEndAndSaysWhatCameOut() throws IOException {
    Bailey.Ran ran = bailey.run("run", "-y", "examples/digits");
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher matcher = JOB.matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    job = matcher.group();
    assertThat(ran.all())
        .contains("epoch")
        .contains("succeeded")
        .contains("model.safetensors")
        .contains("metrics.jsonl")
        .contains("confusion.png")
        .contains("accuracy 0.9")
        .contains("bailey evidence export " + job);
    followsReadme(ran);
    assertThat(bailey.leftovers()).isEmpty();
  }

  /** Each line of the README's transcript came, in that order; numbers and names may differ. */
  private static void followsReadme(Bailey.Ran ran) throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String block = readme.substring(readme.indexOf("<!-- transcript: "));
    List<String> promised =
        block.lines().skip(2).takeWhile(l -> !l.equals("```")).filter(l -> !l.isBlank()).toList();
    assertThat(promised).hasSizeGreaterThan(10);
    for (String text : List.of(ran.err(), ran.out())) {
      List<String> said = text.lines().map(DigitsTest::shape).toList();
      List<String> own =
          promised.stream()
              .map(DigitsTest::shape)
              .filter(line -> !line.equals("…") && said.contains(line))
              .distinct()
              .toList();
      assertThat(said).containsSubsequence(own);
    }
    List<String> all = ran.all().lines().map(DigitsTest::shape).toList();
    assertThat(promised.stream().map(DigitsTest::shape).filter(l -> !l.strip().equals("…")))
        .allSatisfy(line -> assertThat(all).contains(line));
  }

  private static String shape(String line) {
    return line.replaceAll("[^ ]*/outputs/", "HOME/outputs/")
        .replaceAll("digits-[0-9a-z]{4}", "JOB")
        .replaceAll("[0-9a-f]{8}", "DIGEST")
        .replaceAll("[0-9]+([.][0-9]+)?", "N")
        .replaceAll(" +", " ");
  }

  @Test
  @Order(2)
  void canBeLookedAt() {
    assertThat(bailey.run("ps").out()).contains(job).contains("succeeded");
    assertThat(bailey.run("show", job).out())
        .contains("succeeded")
        .contains("create_container")
        .contains("model.safetensors");
    assertThat(bailey.run("logs", job).out()).contains("epoch");
    assertThat(bailey.run("logs", "-f", job).out()).contains("epoch");
    assertThat(bailey.run("audit", "verify").code()).isZero();
    assertThat(bailey.run("audit", "tail").out()).contains("attempt_closed");
  }

  @Test
  @Order(3)
  void isProvedToSomebodyWhoTrustsOnlyAKey() throws IOException {
    Path evidence = dir.resolve("digits.evidence");
    Path keys = Files.createDirectory(dir.resolve("keys"));
    assertThat(bailey.run("evidence", "export", job, "-o", evidence.toString()).code()).isZero();
    assertThat(bailey.run("key", "show", "-o", keys.resolve("node.pub").toString()).code())
        .isZero();
    Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", keys.toString());
    assertThat(verified.code()).as(verified.all()).isZero();
    assertThat(verified.out()).contains("self-attested").doesNotContain("✘");
  }

  @Test
  @Order(4)
  void isDoubtedWhenAnythingIsChanged() throws IOException {
    Path evidence = dir.resolve("digits.evidence");
    Path keys = dir.resolve("keys");
    byte[] bytes = Files.readAllBytes(evidence);
    int[] places = {0, bytes.length / 3, bytes.length / 2, bytes.length - 2};
    for (int place : places) {
      byte[] changed = bytes.clone();
      changed[place] ^= 1;
      Path file = Files.write(dir.resolve("changed.evidence"), changed);
      Bailey.Ran ran = bailey.run("verify", file.toString(), "--trust", keys.toString());
      assertThat(ran.code()).as("byte %d: %s", place, ran.all()).isEqualTo(11);
    }
  }

  @Test
  @Order(5)
  void isDoubtedUnderAnotherNodesKey() throws IOException {
    try (Bailey stranger = Bailey.fresh()) {
      Path keys = Files.createDirectory(dir.resolve("stranger"));
      stranger.run("key", "show", "-o", keys.resolve("node.pub").toString());
      Path evidence = dir.resolve("digits.evidence");
      assertThat(bailey.run("verify", evidence.toString(), "--trust", keys.toString()).code())
          .isEqualTo(11);
    }
  }
}
