package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.client.Following;
import dev.bailey.cli.show.LogText;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a job's log. */
@Command(name = "logs", description = "Show a job's log.")
final class LogsCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB")
  private String job = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job is over.")
  private boolean follow;

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "Begin with this line, from 1.",
      defaultValue = "1")
  private long from = 1;

  @Mixin private Glass glass = new Glass();

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  LogsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      Following following = new Following(client, job, from, follow, glass.query('&'));
      following.run(
          new Following.Watcher() {
            @Override
            public void line(Json.Obj line) {
              if (format == Format.json) {
                // As the line is kept: all lines together have the log's digest.
                context.terminal().data(CanonicalJson.text(line));
              } else {
                context.terminal().data(LogText.line(line));
              }
              context.terminal().out().flush();
            }

            @Override
            public void state(Json.Obj state) {}
          });
    }
    return Exit.DONE;
  }
}
