package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, the result is a valid specification or a list of shown-safe problems. */
class SpecFuzzTest {
  private static final int ROUNDS = 3_000;

  private static final List<String> SEEDS =
      List.of(
          Specs.MINIMAL,
          """
          name: digits
          image: python-sklearn:1
          script: train.py
          args: [--epochs, 12]
          env: {A: 1, B: "x\\ty"}
          inputs:
            - {name: d, path: ./data}
          outputs: [model, plots/a.png]
          resources: {cpu: 0.5, memory: 2GB, shm: 64MiB}
          max_duration: 2h30m
          """,
          "{\"name\":\"a\",\"image\":\"b\",\"command\":[\"c\",1.5,\"\\ud83d\\ude00\"],"
              + "\"inputs\":{\"d\":\"x\"},\n\t\"outputs\":[\"m\"]}");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\n",
          "\t",
          "  ",
          "- ",
          "? ",
          "&a ",
          "*a",
          "!!str ",
          "!x",
          "|\n",
          ">-\n",
          "'",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          "#",
          "%YAML 1.1\n",
          "---\n",
          "...\n",
          "<<: ",
          "~",
          "null",
          "..",
          "/",
          "\0",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "😀",
          "0x",
          "1e999",
          "999999999999999999999",
          ".nan",
          "name: ",
          "command: ",
          "@",
          "`",
          "\r",
          "TB");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyMutationHasAResult(long seed) {
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      switch (SpecReader.read(bytes, "fuzz")) {
        case SpecResult.Valid(JobSpec spec, var written) -> {
          valid++;
          holds(spec);
          assertThat(Digest.of(written).hex()).hasSize(64);
          assertThat(Specs.spec(CanonicalJson.compact(written)))
              .as(new String(bytes, StandardCharsets.UTF_8))
              .isEqualTo(spec);
        }
        case SpecResult.Invalid(List<Problem> problems) -> {
          assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(SpecLimits.MAX_PROBLEMS + 1);
          for (Problem problem : problems) {
            assertThat(Shown.line(problem.message())).isEqualTo(problem.message());
            assertThat(problem.message()).hasSizeLessThan(400);
          }
        }
      }
    }
    assertThat(valid).isBetween(ROUNDS / 100, ROUNDS * 99 / 100);
  }

  private static void holds(JobSpec spec) {
    assertThat(spec.name()).matches("[a-z][a-z0-9-]{0,39}");
    assertThat(spec.image()).doesNotStartWith("-").doesNotContain(" ", "\n");
    assertThat(spec.env().keySet()).allMatch(k -> Variables.nameFault(k).isEmpty());
    assertThat(spec.outputs()).noneMatch(o -> List.of(o.split("/")).contains(".."));
    assertThat(spec.limits().memoryBytes()).isBetween(SpecLimits.MIN_MEMORY, SpecLimits.MAX_BYTES);
    assertThat(spec.network().allowed().size()).isLessThanOrEqualTo(SpecLimits.MAX_ENDPOINTS);
  }

  private static byte[] mutated(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> text.insert(at, text.substring(at, end));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(8) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
