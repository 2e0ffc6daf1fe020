package dev.bailey.cli;

import dev.bailey.cli.command.Context;
import dev.bailey.cli.command.Program;
import dev.bailey.cli.show.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Command lines run inside the test, on a home of its own. */
record Cli(Path home, Map<String, String> environment) {
  static Cli on(Path home) {
    return new Cli(home, Map.of());
  }

  /** What one command did. */
  record Ran(int code, String out, String err) {}

  Ran run(String... arguments) {
    return run("", false, arguments);
  }

  /** Runs a command that gets this on its standard input. */
  Ran piped(String input, String... arguments) {
    return run(input, false, arguments);
  }

  /** Runs a command with somebody at the terminal who types the answers. */
  Ran asked(String answers, String... arguments) {
    return run(answers, true, arguments);
  }

  private Ran run(String answers, boolean asks, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
            false,
            asks);
    int code = Program.run(new Context(new Home(home), environment, terminal), arguments);
    terminal.flush();
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
