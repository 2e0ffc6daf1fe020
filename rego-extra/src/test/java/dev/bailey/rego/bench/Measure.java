package dev.bailey.rego.bench;

import com.sun.management.ThreadMXBean;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Query;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Times one task on one thread: one and a half seconds to warm up, then rounds of a tenth; the
 * median round counts.
 */
final class Measure {
  private static final long WARM_NANOS = 1_500_000_000L;
  private static final long ROUND_NANOS = 100_000_000L;
  private static final int ROUNDS = 9;
  private static final int PREPARATIONS = 7;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Task task;

  /** Keeps results alive, so that no evaluation can be left out. */
  @SuppressWarnings("UnusedVariable")
  private int sink;

  Measure(Task task) {
    this.task = task;
  }

  Figures figures() {
    double prepare = prepareMillis();
    Query query = task.prepare();
    run(query, WARM_NANOS);
    double[] nanos = new double[ROUNDS];
    double[] bytes = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long from = threads.getCurrentThreadCpuTime();
      long count = run(query, ROUND_NANOS);
      nanos[i] = (threads.getCurrentThreadCpuTime() - from) / (double) count;
      bytes[i] = (threads.getCurrentThreadAllocatedBytes() - before) / (double) count;
    }
    return new Figures(median(nanos), median(bytes), prepare, 0);
  }

  /**
   * Evaluations a second.
   *
   * @param one of one thread
   * @param many of several threads together
   */
  record Scaling(double one, double many) {
    double times() {
      return many / one;
    }
  }

  /** Of one thread and of so many, with the same prepared query. */
  Scaling scaling(int threads) throws InterruptedException {
    Query query = task.prepare();
    run(query, WARM_NANOS);
    return new Scaling(throughput(query, 1), throughput(query, threads));
  }

  private double throughput(Query query, int count) throws InterruptedException {
    LongAdder done = new LongAdder();
    CountDownLatch ended = new CountDownLatch(count);
    long from = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Thread.ofPlatform()
          .start(() -> {
            done.add(new Measure(task).run(query, WARM_NANOS));
            ended.countDown();
          });
    }
    ended.await();
    return done.sum() * 1e9 / (System.nanoTime() - from);
  }

  /** By the clock: a compilation works on a thread of its own. */
  private double prepareMillis() {
    for (long end = System.nanoTime() + WARM_NANOS; System.nanoTime() < end; ) {
      sink += task.prepare().hashCode();
    }
    double[] millis = new double[PREPARATIONS];
    for (int i = 0; i < PREPARATIONS; i++) {
      long from = System.nanoTime();
      sink += task.prepare().hashCode();
      millis[i] = (System.nanoTime() - from) / 1e6;
    }
    return median(millis);
  }

  /** Evaluates for about so long; how often. */
  private long run(Query query, long nanos) {
    long end = System.nanoTime() + nanos;
    long count = 0;
    int batch = 1;
    while (System.nanoTime() < end) {
      long from = System.nanoTime();
      for (int i = 0; i < batch; i++) {
        Outcome outcome = query.evaluate(task.input());
        sink += outcome.isTrue() ? 1 : 0;
      }
      count += batch;
      if (System.nanoTime() - from < 1_000_000) {
        batch *= 2;
      }
    }
    return count;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
