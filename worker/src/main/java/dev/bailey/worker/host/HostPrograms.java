package dev.bailey.worker.host;

import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import dev.bailey.sys.RunningProcess;
import dev.bailey.sys.SysException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Starts programs on the host with a fixed environment. */
final class HostPrograms {
  /** Debian's search path of root; nothing is taken from the caller's. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "LC_ALL", "C.UTF-8",
          "HOME", "/root");

  /** Most bytes kept of each output stream of a program that only looks. */
  private static final int MAX_PROBE_OUTPUT = 1 << 20;

  private static final Duration PROBE_TIME = Duration.ofSeconds(30);

  /** An image build on a slow mirror takes many minutes. */
  private static final Duration STEP_TIME = Duration.ofHours(2);

  private HostPrograms() {}

  /** Runs a program that only looks; see {@link Probe}. */
  static Probe.Output probe(List<String> command) {
    String program = command.getFirst();
    try {
      List<String> found = new java.util.ArrayList<>(command);
      found.set(0, program.startsWith("/") ? program : Processes.find(program));
      return switch (Processes.run(found, ENVIRONMENT, new byte[0], MAX_PROBE_OUTPUT, PROBE_TIME)) {
        case ProcessResult.Exited e -> new Probe.Output(e.code(), e.stdout() + e.stderr());
        case ProcessResult.TimedOut _ -> new Probe.Output(124, program + ": takes too long");
      };
    } catch (SysException absent) {
      return new Probe.Output(127, program + ": cannot be started");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Probe.Output(130, program + ": interrupted");
    }
  }

  /** Runs a program to its end and hands on each line as it comes; what is returned is the tail. */
  static Probe.Output run(List<String> command, Consumer<String> lines) {
    Tail tail = new Tail(lines);
    try (RunningProcess process = Processes.start(command, ENVIRONMENT, tail::line)) {
      OptionalInt code = process.awaitExit(STEP_TIME);
      return code.isPresent()
          ? new Probe.Output(code.getAsInt(), tail.text())
          : new Probe.Output(124, tail.text() + "killed after " + STEP_TIME.toHours() + " hours");
    } catch (SysException absent) {
      return new Probe.Output(127, command.getFirst() + ": cannot be started");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Probe.Output(130, tail.text() + "interrupted");
    }
  }

  /** Keeps the last lines, because errors come last. */
  private static final class Tail {
    private static final int MAX_LINES = 200;

    private final Consumer<String> next;
    private final java.util.ArrayDeque<String> kept = new java.util.ArrayDeque<>();

    Tail(Consumer<String> next) {
      this.next = next;
    }

    synchronized void line(String line) {
      if (kept.size() == MAX_LINES) {
        kept.removeFirst();
      }
      kept.addLast(line);
      next.accept(line);
    }

    synchronized String text() {
      return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    }
  }
}
