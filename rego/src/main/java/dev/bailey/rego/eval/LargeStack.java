package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs deeply nested evaluations on a thread with room for them. */
final class LargeStack {
  /** What one rule or call, with its loops and comprehensions, may take at most. */
  private static final long BYTES_FOR_LEVEL = 16 << 10;

  private static final long MOST = 1L << 30;

  private @Nullable Value value;
  private @Nullable Throwable failure;

  private LargeStack() {}

  /** The result of {@code task}, computed with a stack for so many more levels. */
  static @Nullable Value run(int levels, Supplier<@Nullable Value> task) {
    LargeStack result = new LargeStack();
    long size = Math.min(MOST, (levels + 256L) * BYTES_FOR_LEVEL);
    Thread thread = new Thread(null, () -> result.fill(task), "rego", size);
    thread.setDaemon(true);
    thread.start();
    result.await(thread);
    if (result.failure instanceof RuntimeException e) {
      throw e;
    }
    if (result.failure instanceof Error e) {
      throw e;
    }
    return result.value;
  }

  @SuppressWarnings("CatchingUnchecked") // it is thrown again in the thread that waits
  private void fill(Supplier<@Nullable Value> task) {
    try {
      value = task.get();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Waits to the end; an interrupt is passed on, which cancels the evaluation. */
  private void await(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
