package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.job.spec.Shown;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes jobs that are over. */
@Command(
    name = "rm",
    description = "Remove jobs that are over: logs and outputs; the record of them stays.")
final class RemoveCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB", arity = "1..*")
  private List<String> jobs = List.of();

  RemoveCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      for (String job : jobs) {
        client.delete("/v1/jobs/" + AgentClient.segment(job));
        context.terminal().say("removed " + Shown.line(job));
      }
    }
    return 0;
  }
}
