package dev.bailey.cli.command;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.client.Exec;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a command inside a running job. */
@Command(
    name = "exec",
    description = "Run a command inside a running job, within its walls; gives the command's code.")
final class ExecCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB", index = "0")
  private String job = "";

  @Parameters(
      paramLabel = "COMMAND",
      index = "1..*",
      arity = "1..*",
      description = "Program and arguments, after --.")
  private List<String> command = List.of();

  ExecCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      return Exec.run(
          client.exec(
              "/v1/jobs/" + AgentClient.segment(job) + "/exec",
              Json.object().put("command", Json.strings(command)).build()),
          System.in,
          context.terminal().out(),
          context.terminal().err());
    }
  }
}
