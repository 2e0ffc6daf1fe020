package dev.bailey.worker.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts programs on the host with a fixed environment and no input. */
final class HostPrograms {
  /** Debian's search path of root; nothing is taken from the caller's. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Most characters kept of one program's output; the tail is kept, errors come last. */
  static final int MAX_OUTPUT = 1 << 20;

  private HostPrograms() {}

  /** Runs a program that only looks; see {@link Probe}. */
  static Probe.Output probe(List<String> command) {
    return run(command, line -> {});
  }

  /** Runs a program and hands on each line as it comes. */
  static Probe.Output run(List<String> command, Consumer<String> lines) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", "HOME", "/root"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      return new Probe.Output(127, command.getFirst() + ": cannot be started");
    }
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
        text.append(line).append('\n');
        if (text.length() > 2 * MAX_OUTPUT) {
          text.delete(0, text.length() - MAX_OUTPUT);
        }
      }
      return new Probe.Output(process.waitFor(), text.toString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Probe.Output(130, command.getFirst() + ": interrupted");
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.onExit().orTimeout(5, TimeUnit.SECONDS);
    }
  }
}
