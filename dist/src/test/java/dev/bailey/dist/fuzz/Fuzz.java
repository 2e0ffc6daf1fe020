package dev.bailey.dist.fuzz;

import dev.bailey.job.spec.SpecReader;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.verify.Key;
import dev.bailey.verify.TrustStore;
import dev.bailey.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Feeds a parser with mutations of good input: it must answer, whatever comes. Arguments: {@code
 * spec}, {@code canonical} or {@code evidence FILE KEYS}, then seconds and a seed, which repeats a
 * run.
 */
public final class Fuzz {
  private static final List<String> TOKENS =
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
          "-",
          "1e9",
          "&a",
          "*a",
          "<<",
          "!!x",
          "---\n",
          "\t",
          "\n",
          "\r",
          "'",
          "|",
          ">",
          "~",
          "#",
          "%YAML 1.1\n",
          "\uFEFF",
          "9007199254740993",
          "[".repeat(100),
          "{\"a\":".repeat(70),
          "\u202e",
          "\u0000",
          " ");

  private static final String SPEC =
      """
      name: digits
      image: python-sklearn
      script: train.py
      args: [--epochs, 20]
      env: {SEED: 7, "A": 'b'}
      inputs:
        - {name: scans, path: /data/scans}
      outputs: [model.safetensors, metrics.jsonl]
      resources: {cpu: 2, memory: 2GB, disk: 1GB, pids: 256, shm: 64MiB, tmp: 64MiB}
      max_duration: 2h30m
      network: none
      """;

  private static final String JSON =
      "{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\n\"],\"b\":{\"c\":{}},\"d\":9007199254740991}";

  /** Takes any bytes; anything but a return is a finding. */
  private interface Target {
    void take(byte[] input) throws IOException;
  }

  private Fuzz() {}

  public static void main(String[] args) throws IOException {
    boolean evidence = args[0].equals("evidence");
    int more = evidence ? 3 : 1;
    long seconds = args.length > more ? Long.parseLong(args[more]) : 10;
    long seed = args.length > more + 1 ? Long.parseLong(args[more + 1]) : System.nanoTime();
    byte[] good =
        switch (args[0]) {
          case "spec" -> SPEC.getBytes(StandardCharsets.UTF_8);
          case "canonical" -> JSON.getBytes(StandardCharsets.UTF_8);
          case "evidence" -> Files.readAllBytes(Path.of(args[1]));
          default -> throw new IllegalArgumentException("no such parser: " + args[0]);
        };
    Target target =
        switch (args[0]) {
          case "spec" -> input -> SpecReader.read(input, "job.yaml");
          case "canonical" -> Fuzz::json;
          default -> evidence(Path.of(args[1]), Path.of(args[2]));
        };
    System.exit(run(target, good, Duration.ofSeconds(seconds), seed));
  }

  private static int run(Target target, byte[] good, Duration time, long seed) {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    long begun = System.nanoTime();
    long slowest = 0;
    long count = 0;
    long took = 0;
    for (; took < time.toNanos(); count++, took = System.nanoTime() - begun) {
      byte[] input = mutated(good, random);
      long from = System.nanoTime();
      try {
        target.take(input);
      } catch (IOException | RuntimeException | StackOverflowError finding) {
        System.out.println("FOUND by input " + count + ": " + finding);
        System.out.println(new String(input, StandardCharsets.UTF_8));
        return 1;
      }
      slowest = Math.max(slowest, System.nanoTime() - from);
    }
    System.out.printf(
        "%d inputs, %.0f a second, slowest %.1f ms, nothing found%n",
        count, count * 1e9 / took, slowest / 1e6);
    return 0;
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, at + random.nextInt(40));
      byte[] middle =
          switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> Arrays.copyOfRange(good, at % good.length, good.length);
            default -> TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
          };
      byte[] next = Arrays.copyOf(bytes, at + middle.length + bytes.length - end);
      System.arraycopy(middle, 0, next, at, middle.length);
      System.arraycopy(bytes, end, next, at + middle.length, bytes.length - end);
      bytes = next.length == 0 ? good : next;
    }
    return bytes;
  }

  /** What is read and has a canonical form is read from that form as the same. */
  private static void json(byte[] input) {
    if (JsonReader.read(input) instanceof JsonReader.Result.Value(Json value)) {
      String text = CanonicalJson.compact(value);
      if (!(JsonReader.read(text.getBytes(StandardCharsets.UTF_8))
              instanceof JsonReader.Result.Value(Json again))
          || !again.equals(value)) {
        throw new IllegalStateException("not read again as the same: " + text);
      }
    }
  }

  /** No mutation is verified. */
  private static Target evidence(Path file, Path keys) throws IOException {
    byte[] good = Files.readAllBytes(file);
    List<Key> trusted = TrustStore.load(keys).keys();
    Path damaged = Files.createTempFile("damaged", ".evidence");
    damaged.toFile().deleteOnExit();
    return input -> {
      Files.write(damaged, input);
      if (Verifier.verify(damaged, trusted).verified() && !Arrays.equals(good, input)) {
        throw new IllegalStateException("verified although it was changed");
      }
    };
  }
}
