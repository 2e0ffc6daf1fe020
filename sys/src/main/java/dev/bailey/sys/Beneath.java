package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A directory opened once; every path is resolved by the kernel from there and can neither leave it
 * nor pass through a symbolic or magic link, also while somebody swaps its parts.
 *
 * <p>Opening happens in two steps: a descriptor that only names the object ({@code O_PATH}) tells
 * its type, and only a regular file is then opened, through that descriptor. So a FIFO never blocks
 * and a device is never touched.
 */
public final class Beneath implements AutoCloseable {
  /** Resolutions the kernel gives up because of a concurrent rename are repeated this often. */
  private static final int RACE_RETRIES = 16;

  private final Fd directory;

  private Beneath(Fd directory) {
    this.directory = directory;
  }

  /**
   * Opens the directory. Links in the path of the directory itself are followed except the last.
   *
   * @throws SysException if it is not a directory or cannot be opened
   */
  public static Beneath of(Path directory) {
    return new Beneath(Fd.open(directory, Kernel.O_PATH | Machine.CURRENT.directory, 0));
  }

  /** A handle for a directory that is already pinned; both are closed on their own. */
  public static Beneath of(Pinned pinned) {
    if (pinned.facts().type() != FileType.DIRECTORY) {
      throw new IllegalArgumentException("not a directory");
    }
    return new Beneath(reopen(pinned.fd(), Kernel.O_PATH | Machine.CURRENT.directory));
  }

  /**
   * Opens a regular file for reading.
   *
   * @param relative components separated by {@code /}
   * @throws SysException if the kernel fails for another reason than the path
   */
  public Opened open(String relative) {
    return switch (pin(relative)) {
      case Refused refused -> refused;
      case Pinned pinned -> openPinned(pinned, relative);
    };
  }

  /** Names an object of any type without opening it. */
  public Pinning pin(String relative) {
    if (!isName(relative)) {
      return new Refused(Refusal.BAD_NAME, relative);
    }
    long result = resolve(relative, Kernel.O_PATH);
    if (result < 0) {
      return Refused.of(Syscall.OPENAT2, result, relative);
    }
    Pinned pinned = Pinned.of(new Fd(result), relative);
    if (pinned.facts().type() == FileType.SYMLINK) {
      pinned.close();
      return new Refused(Refusal.SYMLINK, relative);
    }
    return pinned;
  }

  /** The entries of one directory; {@code "."} is the directory itself. */
  public Listing list(String relative, int maxEntries) {
    return new TreeWalk(this, maxEntries, 1).from(relative);
  }

  /**
   * The entries of a directory and of all directories below it.
   *
   * @param maxEntries refuse a tree with more entries
   * @param maxDepth refuse a tree with more levels; one level is the directory's own entries
   */
  public Listing walk(String relative, int maxEntries, int maxDepth) {
    return new TreeWalk(this, maxEntries, maxDepth).deep(relative);
  }

  /** A directory for reading its entries, or the negated error. */
  long openDirectory(String relative) {
    return resolve(relative, Machine.CURRENT.directory);
  }

  private long resolve(String relative, int flags) {
    long result = -Errno.EAGAIN;
    for (int i = 0; i < RACE_RETRIES && result == -Errno.EAGAIN; i++) {
      result = directory.openBeneath(relative, flags);
    }
    return result;
  }

  private static Opened openPinned(Pinned pinned, String relative) {
    try (pinned) {
      if (pinned.facts().type() != FileType.REGULAR) {
        return Refused.of(pinned.facts().type(), relative);
      }
      long result = tryReopen(pinned.fd(), Kernel.O_NONBLOCK);
      return result < 0
          ? Refused.of(Syscall.OPENAT, result, relative)
          : new RegularFile(new Fd(result), pinned.facts());
    }
  }

  private static Fd reopen(Fd fd, int flags) {
    long result = tryReopen(fd, flags);
    if (result < 0) {
      throw Kernel.failure(Syscall.OPENAT, result, "");
    }
    return new Fd(result);
  }

  private static long tryReopen(Fd fd, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: the magic link leads to the inode behind fd; no path of the tree is resolved.
      return Kernel.call(
          Syscall.OPENAT,
          Kernel.AT_FDCWD,
          Kernel.text(arena, fd.link()),
          flags | Kernel.O_CLOEXEC,
          0);
    }
  }

  private static boolean isName(String relative) {
    try {
      return !relative.isEmpty()
          && relative.indexOf('\0') < 0
          && StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(relative)).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public void close() {
    directory.close();
  }
}
