package dev.bailey.worker.broker;

import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.resolve.Names;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up in bounded time, on few threads of its own: the host's resolver can hold a thread
 * for long, and cannot be told to stop.
 */
final class Lookup implements AutoCloseable {
  private static final int THREADS = 4;

  private final Names names;
  private final Duration patience;
  private final ThreadPoolExecutor threads;

  Lookup(Names names, Duration patience) {
    this.names = names;
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(Broker.MAX_CONNECTIONS),
            Thread.ofPlatform().daemon().name("broker-lookup-", 0).factory(),
            new ThreadPoolExecutor.AbortPolicy());
    threads.allowCoreThreadTimeOut(true);
  }

  /** All addresses of a name; empty if it has none, or nobody can say in time. */
  List<IpAddress> addresses(HostName name) throws InterruptedException {
    Future<List<IpAddress>> found = threads.submit(() -> names.addresses(name));
    try {
      return found.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      found.cancel(true);
      return List.of();
    } catch (ExecutionException failed) {
      return List.of();
    }
  }

  /** Whether this host itself has the address. */
  boolean own(IpAddress address) {
    return names.own(address);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
