package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;

/** One process, held so that its number cannot come to mean another one. */
public final class PidFd implements AutoCloseable {
  private static final short POLLIN = 1;

  private final Fd fd;

  private PidFd(Fd fd) {
    this.fd = fd;
  }

  /** Holds a process; empty if there is none with this number. */
  public static Optional<PidFd> open(long pid) {
    // Invariant: the descriptor is close-on-exec by definition of the call.
    long result = Kernel.call(Syscall.PIDFD_OPEN, pid, 0);
    if (result == -Errno.ESRCH) {
      return Optional.empty();
    }
    if (result < 0) {
      throw Kernel.failure(Syscall.PIDFD_OPEN, result, Long.toString(pid));
    }
    return Optional.of(new PidFd(new Fd(result)));
  }

  /**
   * Waits in the kernel for the process to end; occupies the carrier of a virtual thread.
   *
   * @return false if it still runs after the time
   */
  public boolean awaitExit(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    long result;
    do {
      result = poll(Math.max(0, deadline - System.nanoTime()));
    } while (result == -Errno.EINTR);
    if (result < 0) {
      throw Kernel.failure(Syscall.PPOLL, result, "pidfd");
    }
    return result > 0;
  }

  private long poll(long nanos) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pollfd = arena.allocate(8, 4);
      pollfd.set(ValueLayout.JAVA_INT, 0, fd.number());
      pollfd.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      MemorySegment timespec = arena.allocate(16, 8);
      timespec.set(ValueLayout.JAVA_LONG, 0, nanos / 1_000_000_000L);
      timespec.set(ValueLayout.JAVA_LONG, 8, nanos % 1_000_000_000L);
      // Invariant: one struct pollfd, a normalised time, no signal mask.
      return Kernel.call(Syscall.PPOLL, pollfd.address(), 1, timespec.address(), 0, 0);
    }
  }

  /**
   * Sends a signal.
   *
   * @param number for example 15 for TERM
   * @return false if the process has ended
   */
  public boolean signal(int number) {
    // Invariant: no siginfo and no flags, as by kill(2).
    long result = Kernel.call(Syscall.PIDFD_SEND_SIGNAL, fd.number(), number, 0, 0);
    if (result < 0 && result != -Errno.ESRCH) {
      throw Kernel.failure(Syscall.PIDFD_SEND_SIGNAL, result, "signal " + number);
    }
    return result == 0;
  }

  @Override
  public void close() {
    fd.close();
  }
}
