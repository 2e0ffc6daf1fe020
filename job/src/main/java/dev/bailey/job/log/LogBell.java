package dev.bailey.job.log;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Wakes readers of this process when a log has grown. A fixed number of bells is shared by all
 * logs, so that none has to be given back; being woken for another log costs one look at a file's
 * size.
 */
final class LogBell {
  private static final LogBell[] BELLS = new LogBell[64];

  static {
    for (int i = 0; i < BELLS.length; i++) {
      BELLS[i] = new LogBell();
    }
  }

  private long rings;

  private LogBell() {}

  /** The bell of a log. */
  static LogBell of(Path file) {
    return BELLS[Math.floorMod(file.toAbsolutePath().normalize().hashCode(), BELLS.length)];
  }

  synchronized void ring() {
    rings++;
    notifyAll();
  }

  /** How often it has rung; to be asked before looking at the file. */
  synchronized long rings() {
    return rings;
  }

  /** Waits until it has rung more often than that, or the time is over. */
  synchronized void await(long heard, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); rings == heard && left > 0; left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }
}
