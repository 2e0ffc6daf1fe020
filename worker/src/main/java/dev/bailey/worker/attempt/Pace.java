package dev.bailey.worker.attempt;

/**
 * How fast something may grow: a burst at once, and so much a second. What it grows beyond that is
 * a debt, which time pays: over any time it is the burst and the rate, and what came between two
 * looks.
 */
final class Pace {
  private static final double NANOS = 1e9;

  /** More bytes a second than a monitor can carry out. */
  private static final double FASTEST = 1e9;

  private static final double SHORTEST = 2e6;
  private static final double LONGEST = 50e6;

  private final double burst;
  private final double rate;
  private double left;
  private long size;
  private long at;

  /**
   * @param burst bytes at once
   * @param rate bytes a second
   * @param size bytes that are there already
   * @param at nanoseconds of a clock that never goes back
   */
  Pace(long burst, long rate, long size, long at) {
    this.burst = burst;
    this.rate = rate;
    this.left = burst;
    this.size = size;
    this.at = at;
  }

  /** Whether it must not grow now. */
  boolean exceeded(long sizeNow, long now) {
    left = Math.min(burst, left + rate * (now - at) / NANOS) - (sizeNow - size);
    size = sizeNow;
    at = now;
    return left < 0;
  }

  /** For how many nanoseconds nothing can change that would have to be seen. */
  long calmNanos() {
    double seconds = left < 0 ? -left / rate : left / FASTEST;
    return (long) Math.clamp(seconds * NANOS, SHORTEST, LONGEST);
  }
}
