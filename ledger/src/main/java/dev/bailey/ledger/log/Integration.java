package dev.bailey.ledger.log;

import dev.bailey.ledger.LedgerException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread on which the integrator runs: at a steady pace and whenever somebody asks. A thread of
 * its own, because an interrupt of a caller would close the files.
 */
final class Integration {
  private final Integrator integrator;
  private final Duration every;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private Optional<Appender> appender = Optional.empty();
  private Optional<String> failure = Optional.empty();
  private long asked;
  private long answered;
  private boolean closing;
  private boolean ended;

  Integration(Integrator integrator, Duration every) {
    this.integrator = integrator;
    this.every = every;
    this.thread = Thread.ofPlatform().daemon().name("ledger-integrate").unstarted(this::loop);
  }

  /** Begins; a failure will stop this appender. */
  void start(Appender told) {
    appender = Optional.of(told);
    thread.start();
  }

  String checkpoint() {
    return integrator.checkpoint();
  }

  /**
   * Returns when a run that began after this call has ended.
   *
   * @throws LedgerException if that run, or an earlier one, failed
   */
  void run() {
    runQuietly();
    lock.lock();
    try {
      if (failure.isPresent()) {
        throw new LedgerException(LedgerException.Code.UNAVAILABLE, failure.get());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The same, except that a failure is told to the appender alone. */
  void runQuietly() {
    lock.lock();
    try {
      long mine = ++asked;
      changed.signalAll();
      while (answered < mine && !ended) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the thread.
   *
   * @param whole whether to integrate what is left and write the heads first
   */
  void close(boolean whole) {
    if (whole) {
      runQuietly();
    }
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      while (!ended) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    while (waitForWork()) {
      long upTo;
      lock.lock();
      try {
        upTo = asked;
      } finally {
        lock.unlock();
      }
      step(integrator::integrate);
      lock.lock();
      try {
        answered = upTo;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
    step(integrator::finish);
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean waitForWork() {
    lock.lock();
    try {
      long left = every.toNanos();
      while (!closing && asked == answered && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closing;
    } catch (InterruptedException nobodyDoes) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Work on the disk. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void step(Step step) {
    if (failure.isPresent()) {
      return;
    }
    try {
      step.run();
    } catch (IOException | RuntimeException failed) {
      String reason = "the ledger's tree cannot be written: " + failed.getMessage();
      lock.lock();
      try {
        failure = Optional.of(reason);
      } finally {
        lock.unlock();
      }
      appender.ifPresent(a -> a.poison(reason));
    }
  }
}
