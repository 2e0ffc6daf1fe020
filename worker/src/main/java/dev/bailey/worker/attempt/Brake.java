package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Limits;
import dev.bailey.sys.Precedence;
import dev.bailey.worker.podman.Monitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a workload's output to the rate of its plan, by holding the monitor that carries it out:
 * the workload waits when it writes, and loses nothing. It looks on a thread of its own, which
 * neither redaction nor a busy disk holds up. It says so in the log, once when it begins and once
 * when all is over.
 */
final class Brake implements AutoCloseable {
  private static final double NANOS = 1e9;

  /** Takes a line for the job's owner. */
  interface Notes {
    void note(String line) throws IOException;
  }

  private final Optional<Monitor> monitor;
  private final long rate;
  private final Path output;
  private final Pace pace;
  private final Notes notes;
  private final Thread looking;
  private volatile boolean over;
  private volatile boolean everHeld;
  private boolean told;
  private boolean holding;
  private long since;
  private long heldNanos;

  /**
   * @param output what the monitor writes
   */
  Brake(Optional<Monitor> monitor, Limits limits, Path output, Notes notes) {
    this.monitor = monitor;
    this.rate = limits.logRateBytes();
    this.output = output;
    this.pace = new Pace(limits.logBurstBytes(), rate, size(), System.nanoTime());
    this.notes = notes;
    this.looking =
        Thread.ofPlatform()
            .daemon()
            .name("output-rate")
            .unstarted(() -> monitor.ifPresent(this::look));
    // A plan from before there was a rate has none.
    if (rate != 0 && monitor.isPresent()) {
      looking.start();
    }
  }

  private long size() {
    try {
      return Files.size(output);
    } catch (IOException notYet) {
      return 0;
    }
  }

  private void look(Monitor carrier) {
    // Who writes and the monitor can keep two processors busy for a tenth of a second, which is
    // long enough for tens of megabytes.
    Precedence.first();
    // An earlier agent may have held it; and what is done for the first time takes as long.
    carrier.letGo();
    while (!over) {
      long now = System.nanoTime();
      boolean exceeded = pace.exceeded(size(), now);
      if (exceeded && !holding) {
        carrier.hold();
        holding = true;
        since = now;
        everHeld = true;
      } else if (!exceeded && holding) {
        letGo(carrier, now);
      }
      LockSupport.parkNanos(pace.calmNanos());
    }
    if (holding) {
      letGo(carrier, System.nanoTime());
    }
  }

  private void letGo(Monitor carrier, long now) {
    carrier.letGo();
    holding = false;
    heldNanos += now - since;
  }

  /** Says that it holds the workload, if that is new. */
  void tell() throws IOException {
    if (everHeld && !told) {
      told = true;
      notes.note(
          "this job writes faster than "
              + rate
              + " bytes a second (resources.log_rate); from here on it waits when it does");
    }
  }

  /** Lets the monitor go for good; doing it twice does no harm. */
  @Override
  public void close() throws IOException {
    if (over) {
      return;
    }
    over = true;
    LockSupport.unpark(looking);
    // Nobody may signal by a descriptor that is closed.
    boolean interrupted = false;
    while (looking.isAlive()) {
      try {
        looking.join();
      } catch (InterruptedException stopped) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    monitor.ifPresent(Monitor::close);
    tell();
    if (everHeld) {
      notes.note(
          "its output was held for "
              + Math.round(heldNanos / NANOS)
              + " s in all, so that it did not exceed its rate");
    }
  }
}
