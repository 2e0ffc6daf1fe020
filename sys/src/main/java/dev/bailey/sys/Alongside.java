package dev.bailey.sys;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work that goes on beside the thread that waits for it in the end. */
public final class Alongside {
  private Alongside() {}

  /**
   * Starts work on a thread of the system's own, since most of it waits for the kernel.
   *
   * @param name of the thread, for people
   * @return what comes of it; whoever started it waits for it before what it uses goes away
   */
  public static <T> FutureTask<T> start(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().name(name).start(task);
    return task;
  }
}
