package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an inode carries beside its {@link FileFacts}. Paths are absolute; the last component is
 * never followed, the ones before it are, so the caller must own the tree.
 */
public final class Inodes {
  /** Largest list of names and largest value of the kernel, {@code linux/limits.h}. */
  private static final int MAX_ATTRIBUTES = 65_536;

  /** Longest link target of the kernel, {@code PATH_MAX}. */
  private static final int MAX_TARGET = 4096;

  private Inodes() {}

  /**
   * Extended attributes by name, values in hexadecimal; empty where the file system has none.
   *
   * @throws SysException if they cannot be read
   */
  public static SortedMap<String, String> attributes(String path) {
    try (Arena arena = Arena.ofConfined()) {
      long name = Kernel.text(arena, path);
      // Invariant: with size 0 the kernel writes nothing and tells the size.
      long size = Kernel.call(Syscall.LLISTXATTR, name, 0, 0);
      SortedMap<String, String> out = new TreeMap<>();
      if (size == 0 || size == -95) {
        return out;
      }
      MemorySegment names = arena.allocate(MAX_ATTRIBUTES);
      size = Kernel.require(path, Syscall.LLISTXATTR, name, names.address(), MAX_ATTRIBUTES);
      MemorySegment value = arena.allocate(MAX_ATTRIBUTES);
      for (String attribute : text(names, size).split("\0", 0)) {
        long length =
            Kernel.require(
                path,
                Syscall.LGETXATTR,
                name,
                Kernel.text(arena, attribute),
                value.address(),
                MAX_ATTRIBUTES);
        out.put(attribute, HexFormat.of().formatHex(bytes(value, length)));
      }
      return out;
    }
  }

  /**
   * Where a symbolic link points to.
   *
   * @throws SysException if it is not a link or cannot be read
   */
  public static String linkTarget(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(MAX_TARGET);
      long length =
          Kernel.require(
              path,
              Syscall.READLINKAT,
              Kernel.AT_FDCWD,
              Kernel.text(arena, path),
              buffer.address(),
              MAX_TARGET);
      return text(buffer, length);
    }
  }

  /**
   * The device that a device node stands for: major number in the upper, minor number in the lower
   * 32 bits.
   *
   * @throws SysException if it cannot be read
   */
  public static long deviceNumber(String path) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: 256 bytes are the size of struct statx; major and minor are at 128 and 132.
      MemorySegment buffer = arena.allocate(256, 8);
      Kernel.require(
          path,
          Syscall.STATX,
          Kernel.AT_FDCWD,
          Kernel.text(arena, path),
          Kernel.AT_SYMLINK_NOFOLLOW,
          0,
          buffer.address());
      return (long) buffer.get(JAVA_INT, 128) << 32
          | Integer.toUnsignedLong(buffer.get(JAVA_INT, 132));
    }
  }

  private static String text(MemorySegment buffer, long length) {
    return new String(bytes(buffer, length), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(MemorySegment buffer, long length) {
    return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
