package dev.bailey.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged files: whatever is changed, the file is refused and the verifier answers calmly. */
class DamageTest {
  private static final Key TRUSTED = Samples.node().trusted("node.pub");
  private static final byte[] SMALL = Samples.denied(Samples.node()).build();
  private static final byte[] LARGE = Samples.good(Samples.node()).build();
  private static final int[] FLIPS = {0x01, 0x20, 0x80};

  private static boolean accepted(byte[] file) {
    return Check.verify(file, TRUSTED).verified();
  }

  private static List<String> acceptedFlips(byte[] file) {
    return IntStream.range(0, file.length)
        .parallel()
        .boxed()
        .flatMap(at ->
            Arrays.stream(FLIPS)
                .filter(flip -> {
                  byte[] damaged = file.clone();
                  damaged[at] = (byte) (damaged[at] ^ flip);
                  return accepted(damaged);
                })
                .mapToObj(flip -> at + "^" + flip))
        .toList();
  }

  @Test
  void everyChangedByteIsRefused() {
    assertThat(accepted(SMALL)).isTrue();
    assertThat(acceptedFlips(SMALL)).isEmpty();
  }

  @Test
  @Tag("slow")
  void everyChangedByteOfAWholeJobIsRefused() {
    assertThat(accepted(LARGE)).isTrue();
    assertThat(acceptedFlips(LARGE)).isEmpty();
  }

  @Test
  void everyTruncationIsRefused() {
    assertThat(
            IntStream.range(0, LARGE.length)
                .parallel()
                .filter(length -> accepted(Arrays.copyOf(LARGE, length))))
        .isEmpty();
  }

  @Test
  void everyAddedByteAtTheEndIsRefused() {
    for (int b = 0; b < 256; b++) {
      byte[] longer = Arrays.copyOf(LARGE, LARGE.length + 1);
      longer[LARGE.length] = (byte) b;
      assertThat(accepted(longer)).as("byte %d", b).isFalse();
    }
  }

  @Test
  void linesRemovedDuplicatedOrSwappedAreRefused() {
    List<String> lines = new String(LARGE, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> removed = new ArrayList<>(lines);
      removed.remove(i);
      assertThat(accepted(join(removed))).as("without line %d", i).isFalse();
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      assertThat(accepted(join(doubled))).as("line %d twice", i).isFalse();
      for (int j = 0; j < i; j++) {
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, j);
        assertThat(accepted(join(swapped))).as("lines %d and %d", i, j).isFalse();
      }
    }
    assertThat(accepted(join(lines))).isTrue();
  }

  @Test
  void partsOfTwoGoodFilesDoNotMix() {
    List<String> one = new String(LARGE, StandardCharsets.UTF_8).lines().toList();
    List<String> two = new String(SMALL, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).equals(two.get(i))) {
        List<String> mixed = new ArrayList<>(one);
        mixed.set(i, two.get(i));
        assertThat(accepted(join(mixed))).as("line %d", i).isFalse();
      }
    }
  }

  /** Mutations that know the format: tokens swapped, spans copied, numbers and digests replaced. */
  @Test
  void mutatedFilesAreRefusedWithinABudget() {
    Random random = new Random(20261123);
    long end = System.nanoTime() + 3_000_000_000L;
    int rounds = 0;
    do {
      byte[] file = random.nextBoolean() ? LARGE : SMALL;
      byte[] mutated = mutate(file, random);
      assertThat(accepted(mutated) && !Arrays.equals(file, mutated))
          .as("round %d", rounds)
          .isFalse();
      rounds++;
    } while (System.nanoTime() < end);
    assertThat(rounds).isPositive();
  }

  private static byte[] mutate(byte[] file, Random random) {
    byte[] mutated = file;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(mutated.length);
      int to = Math.min(mutated.length, from + random.nextInt(1, 80));
      List<String> tokens =
          List.of(
              "{",
              "}",
              "[",
              "]",
              ",",
              ":",
              "\"",
              "\\u0000",
              "\\ud800",
              "null",
              "-1",
              "1e9",
              "9007199254740992",
              "\n",
              " ",
              "[".repeat(200),
              "{\"a\":".repeat(70),
              "\u00e9",
              "true",
              "\"part\":",
              "AAAA",
              "=".repeat(3),
              "0".repeat(64));
      mutated =
          switch (random.nextInt(4)) {
            case 0 -> splice(mutated, from, to, new byte[0]);
            case 1 ->
                splice(mutated, from, from, Js.utf8(tokens.get(random.nextInt(tokens.size()))));
            case 2 -> splice(mutated, from, to, Js.utf8(tokens.get(random.nextInt(tokens.size()))));
            default -> {
              int other = random.nextInt(mutated.length);
              yield splice(mutated, other, other, Arrays.copyOfRange(mutated, from, to));
            }
          };
    }
    return mutated;
  }

  private static byte[] splice(byte[] file, int from, int to, byte[] middle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, from);
    out.writeBytes(middle);
    out.write(file, to, file.length - to);
    return out.toByteArray();
  }

  private static byte[] join(List<String> lines) {
    return Js.utf8(String.join("\n", lines) + "\n");
  }
}
