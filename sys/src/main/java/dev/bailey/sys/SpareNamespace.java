package dev.bailey.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * An empty network namespace that this process alone holds. It has no IPv6 and no way out, and goes
 * with the process if it is not kept at a file before.
 */
public final class SpareNamespace implements AutoCloseable {
  private static final long MS_BIND = 0x1000;

  private final Fd held;

  private SpareNamespace(Fd held) {
    this.held = held;
  }

  /**
   * Makes one.
   *
   * @throws SysException if the kernel makes none
   */
  public static SpareNamespace make() throws IOException, InterruptedException {
    return new SpareNamespace(NetNamespace.fresh());
  }

  /** Does something in it. It must start nothing. */
  <T> T within(Callable<T> work) throws IOException, InterruptedException {
    return NetNamespace.within(held, work);
  }

  /**
   * Keeps it at a file and lets go of it. It stays until the file is unmounted and nobody is in it.
   *
   * @param file an existing empty file
   * @param six whether its interfaces have IPv6
   * @throws SysException if it cannot be mounted
   */
  public void keep(Path file, boolean six) throws IOException, InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: both paths outlive the call, and the source is held until it has returned.
      Kernel.require(
          file.toString(),
          Syscall.MOUNT,
          Kernel.text(arena, held.link()),
          Kernel.text(arena, file),
          0,
          MS_BIND,
          0);
    }
    if (six) {
      NetNamespace.withSix(file);
    }
    close();
  }

  @Override
  public void close() {
    held.close();
  }
}
