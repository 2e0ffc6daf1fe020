package dev.bailey.sys;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Host programs, started with a list of arguments and exactly the given environment, never by a
 * shell. These are sinks: only the worker calls them, holding a permit.
 */
public final class Processes {
  /** Where the distribution installs host programs; {@code PATH} is not consulted. */
  private static final List<String> DIRECTORIES =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  /** A grandchild may hold a pipe open after its parent has ended; it is not waited for longer. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private Processes() {}

  /**
   * The absolute path of a host program, searched in the system's own directories.
   *
   * @throws SysException {@code ENOENT} if it is not installed
   */
  public static String find(String program) {
    return DIRECTORIES.stream()
        .map(d -> Path.of(d, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new SysException("execve", "ENOENT", program));
  }

  /**
   * Runs a program to its end and returns its output.
   *
   * @param command absolute path of the program, then its arguments
   * @param environment all of it; nothing is inherited
   * @param stdin given to the program, then closed
   * @param outputLimit bytes kept of each of the two output streams; the rest is read and dropped
   * @param timeout afterwards the program and its descendants are killed
   * @throws SysException if the program cannot be started
   * @throws InterruptedException after killing the program
   */
  public static ProcessResult run(
      List<String> command,
      Map<String, String> environment,
      byte[] stdin,
      int outputLimit,
      Duration timeout)
      throws InterruptedException {
    Process process = launch(command, environment, false);
    BoundedOutput out = new BoundedOutput(process.getInputStream(), outputLimit);
    BoundedOutput err = new BoundedOutput(process.getErrorStream(), outputLimit);
    Thread.ofVirtual().start(() -> feed(process, stdin));
    try {
      boolean ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!ended) {
        kill(process);
      }
      out.finish(DRAIN);
      err.finish(DRAIN);
      boolean truncated = out.truncated() || err.truncated();
      return ended
          ? new ProcessResult.Exited(process.exitValue(), out.text(), err.text(), truncated)
          : new ProcessResult.TimedOut(out.text(), err.text(), truncated);
    } catch (InterruptedException e) {
      kill(process);
      throw e;
    }
  }

  /**
   * Starts a long-running program.
   *
   * @param lines receives each line of both output streams, from one thread; lines longer than 64
   *     KiB arrive in pieces
   * @throws SysException if the program cannot be started
   */
  public static RunningProcess start(
      List<String> command, Map<String, String> environment, Consumer<String> lines) {
    return new RunningProcess(launch(command, environment, true), lines);
  }

  private static Process launch(
      List<String> command, Map<String, String> environment, boolean merged) {
    if (command.isEmpty() || !command.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("the program needs an absolute path: " + command);
    }
    ProcessBuilder builder = new ProcessBuilder(List.copyOf(command));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(Path.of("/").toFile());
    builder.redirectErrorStream(merged);
    try {
      return builder.start();
    } catch (IOException e) {
      String errno = Files.exists(Path.of(command.getFirst())) ? "EACCES" : "ENOENT";
      throw new SysException("execve", errno, command.getFirst());
    }
  }

  private static void feed(Process process, byte[] stdin) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(stdin);
    } catch (IOException e) {
      // The program ended without reading all of its input, which is its right.
    }
  }

  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
