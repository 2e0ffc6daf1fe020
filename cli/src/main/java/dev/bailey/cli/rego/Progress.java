package dev.bailey.cli.rego;

import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.TestResult.Status;

/** A line that counts while tests run, on a terminal only. */
final class Progress {
  private final Terminal terminal;
  private int ended;
  private int failed;
  private long shown;

  Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  void ended(TestResult result) {
    ended++;
    failed += result.status() == Status.FAIL || result.status() == Status.ERROR ? 1 : 0;
    long now = System.nanoTime();
    if (terminal.asks() && now - shown > 100_000_000L) {
      shown = now;
      terminal.err().print("\r%d tests, %d failed ".formatted(ended, failed));
      terminal.err().flush();
    }
  }

  void clear() {
    if (terminal.asks() && shown != 0) {
      terminal.err().print("\r\u001b[K");
    }
  }
}
