package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor, closed once. */
final class Fd implements AutoCloseable {
  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long RESOLVE_BENEATH = 0x08;

  /** {@code sizeof(struct open_how)}: three words. */
  private static final long OPEN_HOW_SIZE = 24;

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  Fd(long number) {
    this.number = Math.toIntExact(number);
  }

  /** Opens by path, following no symbolic link at the last component. */
  static Fd open(Path path, int flags, int mode) {
    long fd = tryOpen(path, flags, mode);
    if (fd < 0) {
      throw Kernel.failure(Syscall.OPENAT, fd, path.toString());
    }
    return new Fd(fd);
  }

  /** The descriptor or the negated error. */
  static long tryOpen(Path path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: the path outlives the call; the descriptor does not reach child processes.
      return Kernel.call(
          Syscall.OPENAT,
          Kernel.AT_FDCWD,
          Kernel.text(arena, path),
          flags | Kernel.O_CLOEXEC | Machine.CURRENT.noFollow,
          mode);
    }
  }

  /** Resolves below this directory, through no link of any kind; the negated error if refused. */
  long openBeneath(String relative, int flags) {
    return openat2(number, relative, flags, RESOLVE_BENEATH);
  }

  /** Resolves an absolute path through no link of any kind; the negated error if refused. */
  static long openNoLinks(Path absolute, int flags) {
    return openat2(Kernel.AT_FDCWD, absolute.toString(), flags, 0);
  }

  private static long openat2(int directory, String path, int flags, long resolve) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(OPEN_HOW_SIZE, 8);
      how.set(
          ValueLayout.JAVA_LONG,
          0,
          flags | (long) Kernel.O_CLOEXEC | (long) Machine.CURRENT.noFollow);
      how.set(ValueLayout.JAVA_LONG, 16, RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | resolve);
      // Invariant: how has exactly the size given, its mode is 0 because nothing is created.
      return Kernel.call(
          Syscall.OPENAT2, directory, Kernel.text(arena, path), how.address(), OPEN_HOW_SIZE);
    }
  }

  int number() {
    if (closed.get()) {
      throw new IllegalStateException("descriptor is closed");
    }
    return number;
  }

  /** The kernel's own link to this very file: opening it resolves no path again. */
  Path link() {
    return Path.of("/proc/self/fd/" + number());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // Invariant: this object owns the number and gives it up exactly once.
      Kernel.call(Syscall.CLOSE, number);
    }
  }
}
