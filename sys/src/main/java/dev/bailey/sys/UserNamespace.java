package dev.bailey.sys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A user namespace that exists only as a descriptor and gives a mount its id map.
 *
 * <p>A multi-threaded process cannot make one for itself. So a short-lived child, {@code unshare
 * --user cat}, makes it; an echoed byte proves that it has; its maps are written from outside; and
 * when the descriptor is held, the child's input is closed and it ends.
 */
public final class UserNamespace implements AutoCloseable {
  /** The kernel takes at most 340 lines, {@code UID_GID_MAP_MAX_EXTENTS}. */
  private static final int MAX_RANGES = 340;

  private final Fd fd;

  private UserNamespace(Fd fd) {
    this.fd = fd;
  }

  /**
   * Makes one.
   *
   * @param maps from owners on disk to ids of the host
   * @throws SysException if the kernel makes none
   */
  public static UserNamespace of(List<IdMap> maps) {
    if (maps.isEmpty() || maps.size() > MAX_RANGES) {
      throw new IllegalArgumentException("between 1 and " + MAX_RANGES + " id maps");
    }
    String lines = String.join("", maps.stream().map(IdMap::line).toList());
    try {
      return make(lines);
    } catch (IOException e) {
      throw new SysException("unshare", "EIO", String.valueOf(e.getMessage()));
    }
  }

  private static UserNamespace make(String lines) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Processes.find("unshare"), "--user", Processes.find("cat"));
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process child = builder.start();
    try (OutputStream in = child.getOutputStream();
        InputStream out = child.getInputStream()) {
      in.write('.');
      in.flush();
      if (out.read() != '.') {
        throw new SysException("unshare", "EPERM", "user namespace");
      }
      // The child lives until its input is closed, so its number is its own until then.
      Path proc = Path.of("/proc", Long.toString(child.pid()));
      write(proc.resolve("uid_map"), lines);
      write(proc.resolve("gid_map"), lines);
      return new UserNamespace(namespace(proc.resolve("ns/user")));
    } finally {
      child.destroyForcibly();
    }
  }

  private static Fd namespace(Path link) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: following this magic link is the documented way to hold a namespace.
      return new Fd(
          Kernel.require(
              link.toString(),
              Syscall.OPENAT,
              Kernel.AT_FDCWD,
              Kernel.text(arena, link),
              Kernel.O_CLOEXEC,
              0));
    }
  }

  private static void write(Path map, String lines) throws IOException {
    // The kernel takes the whole map in one write, once.
    Files.write(map, lines.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
  }

  Fd fd() {
    return fd;
  }

  @Override
  public void close() {
    fd.close();
  }
}
