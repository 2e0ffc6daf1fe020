package dev.bailey.rego.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Runs a target on random inputs for some seconds or some executions, and says which seed makes a
 * finding again: an exception, an execution of more than ten seconds, or one that allocates more
 * than half a gigabyte.
 */
final class Fuzz {
  private static final String USAGE = "usage: fuzz NAME [SECONDSs | COUNT] [--seed N]\nnames: ";
  private static final long MOST_BYTES = 512L << 20;
  private static final long MOST_NANOS = 10_000_000_000L;
  private static final int FEW = 20;

  private static final Map<String, Supplier<Target>> TARGETS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("json", JsonTarget::new),
              Map.entry("parser", ParserTarget::new),
              Map.entry("format", FormatTarget::new),
              Map.entry("regex", () -> CallTarget.REGEX),
              Map.entry("glob", () -> CallTarget.GLOB),
              Map.entry("template", () -> CallTarget.TEMPLATE),
              Map.entry("time", () -> CallTarget.TIME),
              Map.entry("semver", SemverTarget::new),
              Map.entry("units", UnitsTarget::new),
              Map.entry("cidr", CidrTarget::new),
              Map.entry("patch", PatchTarget::new),
              Map.entry("jwt", JwtTarget::new),
              Map.entry("graphql", GraphqlTarget::new),
              Map.entry("eval", EvalTarget::new)));

  private final Target target;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final AtomicLong current = new AtomicLong();
  private final AtomicLong since = new AtomicLong(System.nanoTime());
  private long runs;
  private long executions;
  private int findings;

  private final int mostFindings;

  /**
   * @param mostFindings after which it ends
   */
  Fuzz(Target target, int mostFindings) {
    this.target = target;
    this.mostFindings = mostFindings;
  }

  public static void main(String[] args) {
    List<String> given = List.of(args);
    Supplier<Target> target = given.isEmpty() ? null : TARGETS.get(given.getFirst());
    if (target == null) {
      System.err.println(USAGE + String.join(" ", TARGETS.keySet()));
      System.exit(2);
      return;
    }
    int seedAt = given.indexOf("--seed");
    long seed = seedAt < 0 ? System.nanoTime() : Long.parseLong(given.get(seedAt + 1));
    String much = given.size() > 1 && seedAt != 1 ? given.get(1) : seedAt < 0 ? "10s" : "1";
    boolean timed = much.endsWith("s");
    long most = Long.parseLong(timed ? much.substring(0, much.length() - 1) : much);
    Fuzz fuzz = new Fuzz(target.get(), FEW);
    fuzz.report(
        given.getFirst(),
        seed,
        timed ? Long.MAX_VALUE : most,
        timed ? most * 1_000_000_000L : Long.MAX_VALUE);
  }

  /** Runs the target so often or so long, says what came of it, and ends the process. */
  void report(String name, long seed, long count, long nanos) {
    watch();
    long from = System.nanoTime();
    run(seed, count, nanos);
    System.out.println(
        "%s: %,d executions in %,d runs, %d s, %d findings"
            .formatted(
                name, executions, runs, (System.nanoTime() - from) / 1_000_000_000L, findings));
    System.exit(findings == 0 ? 0 : 1);
  }

  private void run(long first, long count, long nanos) {
    long from = System.nanoTime();
    for (long seed = first;
        executions < count && System.nanoTime() - from < nanos && findings < mostFindings;
        seed++) {
      once(seed);
    }
  }

  private void once(long seed) {
    current.set(seed);
    since.set(System.nanoTime());
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      target.run(new SplittableRandom(seed));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError found) {
      finding(seed, found.toString());
      StackTraceElement[] frames = found.getStackTrace();
      for (int i = 0; i < Math.min(8, frames.length); i++) {
        System.out.println("    at " + frames[i]);
      }
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    if (bytes > MOST_BYTES) {
      finding(seed, "allocated " + bytes + " bytes");
    }
    runs++;
    executions += target.executions();
  }

  private void finding(long seed, String what) {
    findings++;
    System.out.println("FOUND with --seed " + seed + ": " + what);
  }

  /** Says where an execution hangs, and ends. */
  private void watch() {
    Thread fuzzing = Thread.currentThread();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (System.nanoTime() - since.get() < MOST_NANOS) {
            pause();
          }
          System.out.println("FOUND with --seed " + current.get() + ": hangs");
          for (StackTraceElement frame : fuzzing.getStackTrace()) {
            System.out.println("    at " + frame);
          }
          Runtime.getRuntime().halt(1);
        });
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
