package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.job.spec.Shown;
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
      String why =
          client.get("/v1/jobs/" + AgentClient.segment(job) + "/why").text("why").orElse("");
      context.terminal().data(Shown.line(why));
    }
    return 0;
  }
}
