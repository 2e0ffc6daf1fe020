package dev.bailey.sys;

/** Which threads get a processor first when there are not enough for all. */
public final class Precedence {
  /** {@code PRIO_PROCESS}, which the kernel takes to mean one thread. */
  private static final int THREAD = 0;

  private static final int OWN = 0;

  /** The lowest of nice values. */
  private static final int FIRST = -20;

  private Precedence() {}

  /**
   * The calling thread, which has to be one of the system's, goes before others from now on; it
   * goes on as before in a process without the right to that, {@code CAP_SYS_NICE}.
   */
  public static void first() {
    Kernel.call(Syscall.SETPRIORITY, THREAD, OWN, FIRST);
  }
}
