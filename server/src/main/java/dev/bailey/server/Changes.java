package dev.bailey.server;

import dev.bailey.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits for something to happen to a job. */
final class Changes {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;

  /** Called for every new event. */
  void on(Ledger.Entry entry) {
    lock.lock();
    try {
      count = entry.index() + 1;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Number of events heard of; to be asked before looking. */
  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more events were heard of, or the time is over. */
  void await(long heard, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (count == heard && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
