package dev.bailey.server.http;

import java.time.Duration;

/** Knows since when nobody asked for anything. */
final class Activity {
  private int busy;
  private long lastNanos = System.nanoTime();

  /** A request begins; {@link #end} must follow. */
  synchronized void begin() {
    busy++;
  }

  /** A request has ended. */
  synchronized void end() {
    busy--;
    lastNanos = System.nanoTime();
  }

  /** Something else than a request happened. */
  synchronized void touch() {
    lastNanos = System.nanoTime();
  }

  /** Whether nothing is in work and nothing was for that long. */
  synchronized boolean quietFor(Duration time) {
    return busy == 0 && System.nanoTime() - lastNanos >= time.toNanos();
  }
}
