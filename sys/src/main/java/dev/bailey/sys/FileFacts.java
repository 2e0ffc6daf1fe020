package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;

/**
 * What the kernel says about one inode.
 *
 * @param type what it is
 * @param size bytes
 * @param mode permission bits, set-id bits and sticky bit ({@code 07777})
 * @param inode inode number, unique within the device
 * @param device major number in the upper, minor number in the lower 32 bits
 * @param links hard links
 * @param uid owner as the host sees it through this mount
 * @param gid group as the host sees it through this mount
 * @param modified time of the last change of content; its owner can set it
 * @param changed time of the last change of content or inode; nobody can set it
 * @param blocks space taken, in units of 512 bytes; less than the size if the file is sparse
 */
public record FileFacts(
    FileType type,
    long size,
    int mode,
    long inode,
    long device,
    long links,
    int uid,
    int gid,
    Instant modified,
    Instant changed,
    long blocks) {
  /** {@code sizeof(struct statx)}. */
  private static final long SIZE = 256;

  private static final long STATX_BASIC_STATS = 0x7ff;

  /** Whether both are the same inode. */
  public boolean sameFile(FileFacts other) {
    return inode == other.inode && device == other.device;
  }

  static FileFacts of(Fd fd, String path) {
    try (Arena arena = Arena.ofConfined()) {
      return read(opened(arena, fd, path));
    }
  }

  /** The bits {@code STATX_ATTR_*} of an open file. */
  static long attributes(Fd fd, String path) {
    try (Arena arena = Arena.ofConfined()) {
      return opened(arena, fd, path).get(JAVA_LONG, 8);
    }
  }

  private static MemorySegment opened(Arena arena, Fd fd, String path) {
    MemorySegment buffer = arena.allocate(SIZE, 8);
    long result = statx(fd, Kernel.text(arena, ""), Kernel.AT_EMPTY_PATH, buffer);
    if (result < 0) {
      throw Kernel.failure(Syscall.STATX, result, path);
    }
    return buffer;
  }

  /** The entry of a directory, links not followed; empty if it has gone meanwhile. */
  static Optional<FileFacts> entry(Fd directory, MemorySegment name, String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(SIZE, 8);
      long result = statx(directory, name.address(), 0, buffer);
      if (result < 0 && result != -Errno.ENOENT) {
        throw Kernel.failure(Syscall.STATX, result, path);
      }
      return result < 0 ? Optional.empty() : Optional.of(read(buffer));
    }
  }

  private static long statx(Fd fd, long name, int flags, MemorySegment buffer) {
    // Invariant: the buffer has the size of struct statx; the name is NUL-terminated.
    return Kernel.call(
        Syscall.STATX,
        fd.number(),
        name,
        flags | Kernel.AT_SYMLINK_NOFOLLOW,
        STATX_BASIC_STATS,
        buffer.address());
  }

  private static FileFacts read(MemorySegment buffer) {
    int mode = Short.toUnsignedInt(buffer.get(JAVA_SHORT, 28));
    return new FileFacts(
        FileType.of(mode),
        buffer.get(JAVA_LONG, 40),
        mode & 07777,
        buffer.get(JAVA_LONG, 32),
        ((long) buffer.get(JAVA_INT, 136) << 32)
            | Integer.toUnsignedLong(buffer.get(JAVA_INT, 140)),
        Integer.toUnsignedLong(buffer.get(JAVA_INT, 16)),
        buffer.get(JAVA_INT, 20),
        buffer.get(JAVA_INT, 24),
        Instant.ofEpochSecond(buffer.get(JAVA_LONG, 112), buffer.get(JAVA_INT, 120)),
        Instant.ofEpochSecond(buffer.get(JAVA_LONG, 96), buffer.get(JAVA_INT, 104)),
        buffer.get(JAVA_LONG, 48));
  }
}
