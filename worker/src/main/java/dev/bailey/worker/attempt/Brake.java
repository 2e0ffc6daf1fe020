package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Limits;
import dev.bailey.worker.podman.Monitor;
import java.io.IOException;
import java.util.Optional;

/**
 * Holds a workload's output to the rate of its plan, by holding the monitor that carries it out:
 * the workload waits when it writes, and loses nothing. It says so in the log, once when it begins
 * and once when all is over.
 */
final class Brake implements AutoCloseable {
  private static final double NANOS = 1e9;

  /** Takes a line for the job's owner. */
  interface Notes {
    void note(String line) throws IOException;
  }

  private final Optional<Monitor> monitor;
  private final long rate;
  private final Pace pace;
  private final Notes notes;
  private boolean holding;
  private boolean everHeld;
  private long since;
  private long heldNanos;

  /**
   * @param size bytes that the monitor has written already
   */
  Brake(Optional<Monitor> monitor, Limits limits, long size, Notes notes) {
    this.monitor = monitor;
    this.rate = limits.logRateBytes();
    this.pace = new Pace(limits.logBurstBytes(), rate, size, System.nanoTime());
    this.notes = notes;
  }

  /**
   * Holds the output or lets it go on; to be asked often.
   *
   * @param size bytes that the monitor has written by now
   */
  void keep(long size) throws IOException {
    // A plan from before there was a rate has none.
    if (rate == 0 || monitor.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    boolean exceeded = pace.exceeded(size, now);
    if (exceeded == holding) {
      return;
    }
    if (exceeded) {
      monitor.get().hold();
      holding = true;
      since = now;
      if (!everHeld) {
        everHeld = true;
        notes.note(
            "this job writes faster than "
                + rate
                + " bytes a second (resources.log_rate); from here on it waits when it does");
      }
    } else {
      letGo(now);
    }
  }

  private void letGo(long now) {
    monitor.ifPresent(Monitor::letGo);
    holding = false;
    heldNanos += now - since;
  }

  /** Lets the monitor go for good. */
  @Override
  public void close() throws IOException {
    if (holding) {
      letGo(System.nanoTime());
    }
    monitor.ifPresent(Monitor::close);
    if (everHeld) {
      notes.note(
          "its output was held for "
              + Math.round(heldNanos / NANOS)
              + " s in all, so that it did not exceed its rate");
    }
  }
}
