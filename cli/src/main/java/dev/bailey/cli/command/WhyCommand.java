package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.GlassLines;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why a job is where it is. */
@Command(name = "why", description = "Say in one sentence why a job is where it is.")
final class WhyCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB")
  private String job = "";

  WhyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      Json.Obj answer = client.get("/v1/jobs/" + AgentClient.segment(job) + "/why");
      context.terminal().data(Shown.line(answer.text("why").orElse("")));
      GlassLines.of(answer).forEach(context.terminal()::data);
    }
    return 0;
  }
}
