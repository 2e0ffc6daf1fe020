package dev.bailey.worker.podman;

import dev.bailey.sys.Processes;
import dev.bailey.sys.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Podman's REST service, started for Bailey alone: on a socket that only its owner can reach, with
 * Bailey's own configuration and none of the caller's environment. Containers do not depend on it;
 * if it dies it is started again and finds them.
 */
public final class PodmanService implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 10;

  /** Lines of the service's own output that are kept for an explanation. */
  private static final int KEPT_LINES = 20;

  private final PodmanSettings settings;
  private final Path socket;
  private final Podman client;
  private final Deque<String> lines = new ArrayDeque<>();
  private Optional<RunningProcess> process = Optional.empty();

  /** Starts nothing yet. */
  public PodmanService(PodmanSettings settings) {
    this.settings = settings;
    this.socket = settings.directory().resolve("podman.sock");
    this.client = new Podman(new PodmanHttp(socket));
  }

  /**
   * A client of the running service, which is started if it does not run. It is always the same
   * one; it goes on working when the service is started again.
   *
   * @throws PodmanException if it cannot be started
   */
  public synchronized Podman client() {
    if (process.filter(RunningProcess::isAlive).isEmpty()) {
      close();
      start();
      awaitAnswer();
    }
    return client;
  }

  /** What it was started with. */
  public PodmanSettings settings() {
    return settings;
  }

  /** Stops the service, and one that an earlier agent left when it was killed; containers go on. */
  @Override
  public synchronized void close() {
    process.ifPresent(PodmanService::stop);
    process = Optional.empty();
    try {
      OrphanService.stop(command());
    } catch (IOException failed) {
      throw new PodmanException("cannot look for a service of an earlier agent", failed);
    }
  }

  private void start() {
    try {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(directory()));
      if (!mode.endsWith("------")) {
        throw new PodmanException("others may enter " + directory() + " (" + mode + ")");
      }
      Files.createDirectories(hooks());
      Files.deleteIfExists(socket);
    } catch (IOException failed) {
      throw new PodmanException("cannot prepare " + directory(), failed);
    }
    process = Optional.of(Processes.start(command(), environment(), this::keep));
  }

  private Path directory() {
    return settings.directory();
  }

  /** Empty, in place of the host's: its hooks would run as root with variables of a job. */
  private Path hooks() {
    return directory().resolve("hooks");
  }

  private List<String> command() {
    return List.of(
        settings.podman().toString(),
        "--hooks-dir=" + hooks(),
        "system",
        "service",
        "--time=0",
        "unix://" + socket);
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH",
        "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME",
        directory().toString(),
        "LANG",
        "C.UTF-8",
        "CONTAINERS_CONF",
        settings.configuration().toString());
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (true) {
      if (Files.exists(socket) && client.version() instanceof Reply.Ok<String>) {
        return;
      }
      boolean alive = process.filter(RunningProcess::isAlive).isPresent();
      if (!alive || System.nanoTime() > deadline) {
        close();
        throw new PodmanException("podman's service did not start: " + lastLines());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PodmanException("interrupted while podman's service was starting", stopped);
    }
  }

  private static void stop(RunningProcess running) {
    try {
      running.stop(STOP_GRACE);
    } catch (InterruptedException hurried) {
      running.close();
      Thread.currentThread().interrupt();
    }
  }

  private void keep(String line) {
    synchronized (lines) {
      lines.addLast(line);
      if (lines.size() > KEPT_LINES) {
        lines.removeFirst();
      }
    }
  }

  private String lastLines() {
    synchronized (lines) {
      return lines.isEmpty() ? "it said nothing" : String.join(" | ", lines);
    }
  }
}
