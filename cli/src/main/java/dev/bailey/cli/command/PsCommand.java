package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.JobTable;
import dev.bailey.ledger.json.Json;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(name = "ps", description = "List jobs.")
final class PsCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  PsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      Json.Obj jobs = client.get("/v1/jobs");
      if (format == Format.json) {
        context.document(jobs);
      } else {
        new JobTable(context.home(), Instant.now()).lines(jobs).forEach(context.terminal()::data);
      }
    }
    return 0;
  }
}
