package dev.bailey.rego.eval;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is deeply nested on a thread with room for it.
 *
 * @param <T> what it gives
 */
public final class LargeStack<T extends @Nullable Object> {
  /**
   * What one level may take at most: a rule or call, with its loops and comprehensions, or one of a
   * tree that is checked.
   */
  private static final long BYTES_FOR_LEVEL = 16 << 10;

  private static final long MOST = 1L << 30;

  private @Nullable T value;
  private @Nullable Throwable failure;

  private LargeStack() {}

  /** The result of {@code task}, computed with a stack for so many more levels. */
  public static <T extends @Nullable Object> @Nullable T run(int levels, Supplier<T> task) {
    LargeStack<T> result = new LargeStack<>();
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
  private void fill(Supplier<T> task) {
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
