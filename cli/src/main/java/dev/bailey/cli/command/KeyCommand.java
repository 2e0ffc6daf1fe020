package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The node's key. */
@Command(name = "key", description = "The node's key.", subcommands = KeyCommand.Show.class)
final class KeyCommand {

  /** Shows the public half. */
  @Command(
      name = "show",
      description = "Print the node's public key, which others need for verifying.")
  static final class Show implements Callable<Integer> {
    private final Context context;

    @Option(names = "-o", paramLabel = "FILE", description = "Write it to this file, *.pub.")
    private String file = "";

    Show(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        String line = client.get("/v1/key").text("key").orElse("");
        if (file.isEmpty()) {
          context.terminal().data(line);
        } else {
          byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
          Saved.file(
              Path.of(file),
              out -> {
                out.write(text);
                return text.length;
              });
        }
      }
      return Exit.DONE;
    }
  }
}
