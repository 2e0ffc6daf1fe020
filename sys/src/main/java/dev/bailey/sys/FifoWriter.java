package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;

/** The writing end of a FIFO that somebody is reading. */
public final class FifoWriter implements AutoCloseable {
  /** Up to this many bytes are written whole or not at all, see pipe(7). */
  private static final int PIPE_BUF = 4096;

  private final Fd fd;
  private final Path path;

  private FifoWriter(Fd fd, Path path) {
    this.fd = fd;
    this.path = path;
  }

  /**
   * Opens without waiting; empty while nobody has the FIFO open for reading.
   *
   * @throws SysException if the path is missing or no FIFO
   */
  public static Optional<FifoWriter> open(Path fifo) {
    long result = Fd.tryOpen(fifo, Kernel.O_WRONLY | Kernel.O_NONBLOCK, 0);
    if (result == -Errno.ENXIO) {
      return Optional.empty();
    }
    if (result < 0) {
      throw Kernel.failure(Syscall.OPENAT, result, fifo.toString());
    }
    Fd fd = new Fd(result);
    if (FileFacts.of(fd, fifo.toString()).type() != FileType.FIFO) {
      fd.close();
      throw new SysException("openat", "EINVAL", "not a fifo: " + fifo);
    }
    return Optional.of(new FifoWriter(fd, fifo));
  }

  /**
   * Writes all bytes at once.
   *
   * @param bytes at most 4096
   * @return false if there is no reader any more or no room
   */
  public boolean write(byte[] bytes) {
    if (bytes.length > PIPE_BUF) {
      throw new IllegalArgumentException("more than " + PIPE_BUF + " bytes");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      // Invariant: address and length are those of the copy; the runtime ignores SIGPIPE.
      long result = Kernel.call(Syscall.WRITE, fd.number(), copy.address(), bytes.length);
      if (result < 0 && result != -Errno.EPIPE && result != -Errno.EAGAIN) {
        throw Kernel.failure(Syscall.WRITE, result, path.toString());
      }
      return result == bytes.length;
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
