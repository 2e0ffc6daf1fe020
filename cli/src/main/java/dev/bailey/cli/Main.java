package dev.bailey.cli;

import dev.bailey.cli.command.Context;
import dev.bailey.cli.command.Program;
import dev.bailey.cli.show.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The command line's entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out, false);
    if (List.of(args).equals(List.of("--version"))) {
      out.println("bailey " + Version.TEXT);
      System.exit(out.checkError() ? Exit.FAILED : Exit.DONE);
    }
    Map<String, String> environment = System.getenv();
    boolean terminal = Terminal.isTerminal(2);
    boolean colour =
        terminal && Terminal.isTerminal(1) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    Context context =
        new Context(
            Home.of(environment),
            environment,
            new Terminal(
                out,
                stream(FileDescriptor.err, true),
                System.in,
                colour,
                terminal && Terminal.isTerminal(0)));
    int code = Program.run(context, args);
    System.exit(context.terminal().flush() || code != Exit.DONE ? code : Exit.FAILED);
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean atOnce) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        atOnce,
        StandardCharsets.UTF_8);
  }
}
