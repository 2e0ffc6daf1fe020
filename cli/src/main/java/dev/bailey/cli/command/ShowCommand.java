package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.JobPage;
import dev.bailey.ledger.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one job. */
@Command(
    name = "show",
    description = "Show a job: plan, timeline, controls, outputs, end of the log, evidence.")
final class ShowCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB")
  private String job = "";

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  ShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      Json.Obj page = client.get("/v1/jobs/" + AgentClient.segment(job));
      if (format == Format.json) {
        context.document(page);
      } else {
        JobPage.lines(context.terminal(), context.home(), page).forEach(context.terminal()::data);
      }
    }
    return 0;
  }
}
