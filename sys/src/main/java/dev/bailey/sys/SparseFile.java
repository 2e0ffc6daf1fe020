package dev.bailey.sys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a file with holes has data. */
public final class SparseFile {
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private SparseFile() {}

  /**
   * A stretch of data.
   *
   * @param offset in bytes from the start
   * @param length in bytes
   */
  public record Extent(long offset, long length) {}

  /**
   * The stretches outside which the file reads as zeros, in order; a file system without holes
   * shows one.
   *
   * @param file a regular file; a link as last component is an error
   * @throws SysException if it cannot be read
   */
  public static List<Extent> extents(Path file) {
    List<Extent> extents = new ArrayList<>();
    try (Fd fd = Fd.open(file, 0, 0)) {
      long from = seek(fd, 0, SEEK_DATA, file);
      while (from >= 0) {
        long to = seek(fd, from, SEEK_HOLE, file);
        extents.add(new Extent(from, to - from));
        from = seek(fd, to, SEEK_DATA, file);
      }
    }
    return List.copyOf(extents);
  }

  /** The place found, or -1 if there is none before the end. */
  private static long seek(Fd fd, long offset, int whence, Path file) {
    long found = Kernel.call(Syscall.LSEEK, fd.number(), offset, whence);
    if (found == -Errno.ENXIO) {
      return -1;
    }
    if (found < 0) {
      throw Kernel.failure(Syscall.LSEEK, found, file.toString());
    }
    return found;
  }
}
