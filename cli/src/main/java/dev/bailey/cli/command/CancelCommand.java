package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks a job to end. */
@Command(
    name = "cancel",
    aliases = "stop",
    description = "Ask a waiting or running job or service to end.")
final class CancelCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB")
  private String job = "";

  CancelCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      client.post("/v1/jobs/" + AgentClient.segment(job) + "/cancel", Json.Obj.EMPTY);
      context
          .terminal()
          .say(Shown.line(job) + " is asked to end; bailey logs -f " + Shown.line(job) + " waits");
    }
    return 0;
  }
}
