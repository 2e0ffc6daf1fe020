package dev.bailey.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Changes of files in directories that belong to this program. */
public final class HostFiles {
  private static final int S_IFIFO = 0x1000;

  private HostFiles() {}

  /** Makes names created, renamed or removed in a directory survive a power loss. */
  public static void fsyncDirectory(Path directory) {
    try (Fd fd = Fd.open(directory, Machine.CURRENT.directory, 0)) {
      // Invariant: fsync of a directory takes no memory.
      Kernel.require(directory.toString(), Syscall.FSYNC, fd.number());
    }
  }

  /**
   * Replaces a file so that a reader, also after a power loss, sees the old or the new content
   * whole.
   *
   * @param mode permission bits, set exactly whatever the umask
   * @throws SysException for example {@code ENOSPC}; the old file is then untouched
   */
  public static void writeDurably(Path file, byte[] content, int mode) {
    Path directory = parent(file);
    Path temporary =
        directory.resolve("." + HexFormat.of().toHexDigits(Random.SOURCE.nextLong()) + ".new");
    int flags = Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_EXCL;
    boolean renamed = false;
    try (Fd fd = Fd.open(temporary, flags, 0600)) {
      writeAll(fd, content, file.toString());
      // Invariant: the descriptor is the file made above; only its mode and content change.
      Kernel.require(file.toString(), Syscall.FCHMOD, fd.number(), mode);
      Kernel.require(file.toString(), Syscall.FSYNC, fd.number());
      rename(temporary, file);
      renamed = true;
    } finally {
      if (!renamed) {
        unlink(temporary);
      }
    }
    fsyncDirectory(directory);
  }

  /** Loaded at first use, because a random source costs start-up time. */
  private static final class Random {
    static final SecureRandom SOURCE = new SecureRandom();
  }

  static void writeAll(Fd fd, byte[] content, String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(Math.max(1, content.length));
      MemorySegment.copy(content, 0, bytes, ValueLayout.JAVA_BYTE, 0, content.length);
      long done = 0;
      while (done < content.length) {
        // Invariant: address and length stay within the copy.
        done +=
            Kernel.require(
                path, Syscall.WRITE, fd.number(), bytes.address() + done, content.length - done);
      }
    }
  }

  private static void rename(Path from, Path to) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: both names are in one directory, so the replacement is atomic.
      Kernel.require(
          to.toString(),
          Syscall.RENAMEAT2,
          Kernel.AT_FDCWD,
          Kernel.text(arena, from),
          Kernel.AT_FDCWD,
          Kernel.text(arena, to),
          0);
    }
  }

  private static void unlink(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: flags 0 removes a name that is not a directory; its absence is fine.
      Kernel.call(Syscall.UNLINKAT, Kernel.AT_FDCWD, Kernel.text(arena, file), 0);
    }
  }

  /**
   * Makes a FIFO with exactly this mode.
   *
   * @throws SysException {@code EEXIST} if the name is taken
   */
  public static void mkfifo(Path path, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: only FIFO and permission bits; no device number is used.
      Kernel.require(
          path.toString(),
          Syscall.MKNODAT,
          Kernel.AT_FDCWD,
          Kernel.text(arena, path),
          S_IFIFO | 0600,
          0);
    }
    chmod(path, mode);
  }

  private static void chmod(Path path, int mode) {
    try (Fd fd = Fd.open(path, Kernel.O_PATH, 0)) {
      // The magic link leads to the held inode, so a swapped name cannot matter.
      Files.setAttribute(fd.link(), "unix:mode", mode);
    } catch (IOException e) {
      throw new SysException("fchmodat", "EIO", path.toString());
    }
  }

  /** Changes the owner of a file, directory or link itself; a link is not followed. */
  public static void chown(Path path, int uid, int gid) {
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("negative id");
    }
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: the last component is not followed.
      Kernel.require(
          path.toString(),
          Syscall.FCHOWNAT,
          Kernel.AT_FDCWD,
          Kernel.text(arena, path),
          uid,
          gid,
          Kernel.AT_SYMLINK_NOFOLLOW);
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not a file name: " + file);
    }
    return parent;
  }
}
