package dev.bailey.dist.crash;

import dev.bailey.worker.attempt.FaultPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Kills the agent once at every point of an attempt, then at random, and says what became of the
 * jobs. Arguments: {@code fake} for containers without walls, many at once; the number of lives
 * with random kills; a seed.
 */
public final class Crash {
  /** Jobs that share a home and its agents' deaths, on containers without walls. */
  private static final int TOGETHER = 40;

  /** Jobs that share their agents' deaths on real containers. */
  private static final int SIDE_BY_SIDE = 6;

  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Map<String, Integer> counts = new TreeMap<>();
  private final long began = System.nanoTime();
  private long said = began;
  private int lives;
  private int bad;

  private Crash() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> numbers = new ArrayList<>(List.of(args));
    boolean fake = numbers.remove("fake");
    int random = numbers.isEmpty() ? 50 : Integer.parseInt(numbers.get(0));
    long seed = numbers.size() > 1 ? Long.parseLong(numbers.get(1)) : System.nanoTime();
    System.out.println("seed " + seed);
    Crash crash = new Crash();
    if (fake) {
      crash.withoutWalls(random, new Random(seed));
    } else {
      crash.real(random, new Random(seed));
    }
    crash.table();
    System.exit(crash.bad == 0 ? 0 : 1);
  }

  private void real(int random, Random source) throws IOException, InterruptedException {
    try (Lives home = Lives.begin()) {
      for (FaultPoint point : FaultPoint.values()) {
        count("point " + point, home.at(point, 0));
      }
      for (int before = lives; lives - before < random; ) {
        for (Lives.Verdict verdict : home.anywhere(source, SIDE_BY_SIDE)) {
          count("random " + (lives - before), verdict);
        }
      }
      List<String> left = home.end();
      bad += left.size();
      left.forEach(process -> System.out.println("WRONG at the end: " + process + " is left"));
    }
  }

  private void withoutWalls(int random, Random source) throws IOException {
    FakeLives.everywhere().forEach(verdict -> count("point", verdict));
    for (int before = lives; lives - before < random; ) {
      for (Lives.Verdict verdict : FakeLives.anywhere(source, TOGETHER)) {
        count("random " + (lives - before), verdict);
      }
    }
  }

  private void count(String what, Lives.Verdict verdict) {
    lives += verdict.state().equals(Life.Account.NONE.state()) ? 0 : 1;
    String kind = what.split(" ", 2)[0];
    counts.merge(kind + " " + verdict.state(), 1, Integer::sum);
    if (!verdict.wrong().isEmpty()) {
      bad++;
      System.out.println("WRONG at " + what + ": " + String.join("; ", verdict.wrong()));
    }
    if (System.nanoTime() - said > SILENCE.toNanos()) {
      said = System.nanoTime();
      System.out.println(line());
    }
  }

  private String line() {
    Duration taken = Duration.ofNanos(System.nanoTime() - began);
    return "%d lives, %d of them wrong, in %d min %02d s"
        .formatted(lives, bad, taken.toMinutes(), taken.toSecondsPart());
  }

  private void table() {
    counts.forEach((state, n) -> System.out.printf("%6d  %s%n", n, state));
    System.out.println(line());
  }
}
