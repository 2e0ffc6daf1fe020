package dev.bailey.sys;

import java.nio.file.Path;

/** A lock on a file between processes; it ends when closed or when the process ends. */
public final class ExclusiveLock implements Locking, AutoCloseable {
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  private final Fd fd;

  private ExclusiveLock(Fd fd) {
    this.fd = fd;
  }

  /** Takes the lock without waiting; the file is made with mode 0600 if missing, and kept. */
  public static Locking tryTake(Path file) {
    Fd fd = Fd.open(file, Kernel.O_RDWR | Kernel.O_CREAT | Kernel.O_NONBLOCK, 0600);
    // Invariant: the lock belongs to this open file, not to the process, unlike fcntl locks.
    long result = Kernel.call(Syscall.FLOCK, fd.number(), LOCK_EX | LOCK_NB);
    if (result == 0) {
      return new ExclusiveLock(fd);
    }
    fd.close();
    if (result == -Errno.EAGAIN) {
      return new Locking.HeldElsewhere();
    }
    throw Kernel.failure(Syscall.FLOCK, result, file.toString());
  }

  @Override
  public void close() {
    fd.close();
  }
}
