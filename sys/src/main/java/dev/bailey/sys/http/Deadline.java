package dev.bailey.sys.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes a connection when time is over, which ends whatever waits on it. */
final class Deadline implements AutoCloseable {
  private volatile boolean expired;
  private Future<?> task = CompletableFuture.completedFuture("none");

  private Deadline() {}

  /** One daemon thread for all clients, started at first use. */
  private static final class Timer {
    static final ScheduledThreadPoolExecutor INSTANCE = make();

    private static ScheduledThreadPoolExecutor make() {
      ScheduledThreadPoolExecutor timer =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().daemon().name("bailey-http-timer").factory());
      timer.setRemoveOnCancelPolicy(true);
      return timer;
    }
  }

  /** Zero means no limit. */
  static Deadline after(Duration time, Connection connection) {
    Deadline deadline = new Deadline();
    if (!time.isZero()) {
      deadline.task =
          Timer.INSTANCE.schedule(
              () -> {
                deadline.expired = true;
                connection.close();
              },
              time.toNanos(),
              TimeUnit.NANOSECONDS);
    }
    return deadline;
  }

  boolean expired() {
    return expired;
  }

  @Override
  public void close() {
    task.cancel(false);
  }
}
