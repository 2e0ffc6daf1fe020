package dev.bailey.policy.bench;

import dev.bailey.policy.enforce.Enforcers;
import java.util.Arrays;

/**
 * Times of loading a policy and of its decisions, for more and more containers in it; or what
 * memory many decisions take.
 */
final class PolicyBench {
  private static final int[] SIZES = {1, 10, 100, 1000};
  private static final int LOADS = 5;
  private static final int MEMORY_SIZE = 100;

  private final Enforcers enforcers = new Enforcers();

  private PolicyBench() {}

  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("memory")) {
      new PolicyBench().memory(args.length > 1 ? Long.parseLong(args[1]) : 1_000_000);
    } else {
      new PolicyBench().times(args.length > 0 ? Double.parseDouble(args[0]) : 5);
    }
  }

  private void times(double seconds) {
    System.out.println(
        "containers layers      load ms  mount µs  overlay µs  allow µs (p99)  deny µs (p99)");
    for (boolean shared : new boolean[] {false, true}) {
      for (int size : SIZES) {
        times(size, shared, seconds);
      }
    }
  }

  private void times(int size, boolean shared, double seconds) {
    double load = load(size, shared);
    Times times = new Times();
    String text = PolicyText.of(size, shared);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      Machine.live(Machine.enforcer(enforcers, text), times, shared ? 0 : size / 2, size / 2);
    }
    System.out.printf(
        "%10d %-8s %10.1f %9.1f %11.1f %9.1f (%.0f) %9.1f (%.0f)%n",
        size,
        shared ? "shared" : "distinct",
        load,
        times.mount.at(0.5),
        times.overlay.at(0.5),
        times.allow.at(0.5),
        times.allow.at(0.99),
        times.deny.at(0.5),
        times.deny.at(0.99));
  }

  /** Median of milliseconds to load texts that were never loaded before. */
  private double load(int size, boolean shared) {
    long[] nanos = new long[LOADS];
    for (int i = 0; i < LOADS; i++) {
      String text = PolicyText.of(size, shared) + "# %b %d\n".formatted(shared, i);
      long begin = System.nanoTime();
      Machine.enforcer(enforcers, text);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[LOADS / 2] / 1e6;
  }

  private void memory(long decisions) {
    String text = PolicyText.of(MEMORY_SIZE, true);
    System.out.println("decisions  used MB after collection");
    long step = Math.max(1, decisions / 5);
    long next = step;
    for (long made = 0; made < decisions; made += Machine.DECISIONS) {
      Machine.live(Machine.enforcer(enforcers, text), new Times(), 0, MEMORY_SIZE / 2);
      if (made + Machine.DECISIONS >= next) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        double used = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
        System.out.printf("%9d  %.1f%n", next, used);
        next += step;
      }
    }
  }
}
