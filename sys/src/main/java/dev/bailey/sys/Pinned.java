package dev.bailey.sys;

import java.nio.file.Path;

/**
 * One file or directory held by a descriptor, so that renaming or replacing its path has no effect.
 * Close it when done.
 */
public final class Pinned implements Pinning, AutoCloseable {
  private final Fd fd;
  private final FileFacts facts;

  Pinned(Fd fd, FileFacts facts) {
    this.fd = fd;
    this.facts = facts;
  }

  /**
   * Pins an absolute path none of whose components is a link.
   *
   * @throws IllegalArgumentException if the path is relative
   * @throws SysException if the kernel fails for another reason than the path
   */
  public static Pinning open(Path absolute) {
    if (!absolute.isAbsolute()) {
      throw new IllegalArgumentException("path is not absolute: " + absolute);
    }
    // Invariant: O_PATH neither reads nor wakes the object, so devices and FIFOs are safe to pin.
    long result = Fd.openNoLinks(absolute, Kernel.O_PATH);
    return result < 0
        ? Refused.of(Syscall.OPENAT2, result, absolute.toString())
        : of(new Fd(result), absolute.toString());
  }

  static Pinned of(Fd fd, String path) {
    try {
      return new Pinned(fd, FileFacts.of(fd, path));
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /** What it was when pinned. */
  public FileFacts facts() {
    return facts;
  }

  Fd fd() {
    return fd;
  }

  @Override
  public void close() {
    fd.close();
  }
}
