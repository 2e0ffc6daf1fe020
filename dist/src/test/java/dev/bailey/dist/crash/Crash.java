package dev.bailey.dist.crash;

import dev.bailey.worker.attempt.FaultPoint;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Kills the agent once at every point of an attempt, then at random moments, and says what became
 * of the jobs. Arguments: the number of lives with random kills, and a seed.
 */
public final class Crash {
  private final Map<String, Integer> counts = new TreeMap<>();
  private int lives;
  private int bad;

  private Crash() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int random = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    System.out.println("seed " + seed);
    Crash crash = new Crash();
    try (Lives home = Lives.begin()) {
      for (FaultPoint point : FaultPoint.values()) {
        crash.count(point.name(), home.at(point, 0));
      }
      Random source = new Random(seed);
      for (int i = 1; i <= random; i++) {
        crash.count("random " + i, home.anywhere(source));
      }
    }
    crash.table();
    System.exit(crash.bad == 0 ? 0 : 1);
  }

  private void count(String what, Lives.Verdict verdict) {
    lives++;
    String kind = what.startsWith("random") ? "random" : "point";
    counts.merge(kind + " " + verdict.state(), 1, Integer::sum);
    if (!verdict.wrong().isEmpty()) {
      bad++;
      System.out.println("WRONG at " + what + ": " + String.join("; ", verdict.wrong()));
    }
  }

  private void table() {
    counts.forEach((state, n) -> System.out.printf("%6d  %s%n", n, state));
    System.out.printf("%d lives, %d of them wrong%n", lives, bad);
  }
}
