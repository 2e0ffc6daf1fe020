package dev.bailey.worker.podman;

import dev.bailey.sys.PidFd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The engine's monitor of one container, which carries its output out of two pipes. While it is
 * held it reads nothing, so that who writes to a full pipe waits: nothing is lost, and what the
 * container does besides goes on. It also waits for the container's end, so it must run then.
 */
public final class Monitor implements AutoCloseable {
  private static final int CONT = 18;
  private static final int STOP = 19;

  private final PidFd process;

  private Monitor(PidFd process) {
    this.process = process;
  }

  /**
   * The monitor of a container; empty if it is gone, and with it all further output.
   *
   * @param pid of the container's first process, which may have ended
   * @param podmanId the engine's id of the container
   */
  public static Optional<Monitor> of(long pid, String podmanId) {
    Optional<Long> parent = parent(pid);
    Optional<PidFd> held = parent.filter(number -> number > 1).flatMap(PidFd::open);
    // Only what is held now can be asked who it is without meaning another one.
    if (held.isPresent() && !(isOf(parent.get(), podmanId) && parent(pid).equals(parent))) {
      held.get().close();
      return Optional.empty();
    }
    return held.map(Monitor::new);
  }

  private static Optional<Long> parent(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("PPid:"))
          .findFirst()
          .map(line -> Long.valueOf(line.substring("PPid:".length()).strip()));
    } catch (IOException | UncheckedIOException gone) {
      return Optional.empty();
    }
  }

  private static boolean isOf(long monitor, String podmanId) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + monitor + "/cmdline"));
      List<String> arguments = List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
      return arguments.getFirst().endsWith("conmon") && arguments.contains(podmanId);
    } catch (IOException gone) {
      return false;
    }
  }

  /** It reads no more output. */
  public void hold() {
    process.signal(STOP);
  }

  /** It reads on. */
  public void letGo() {
    process.signal(CONT);
  }

  /** Knows it no longer; it stays held if it is. */
  @Override
  public void close() {
    process.close();
  }
}
