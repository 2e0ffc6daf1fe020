package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.Amounts;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a job's outputs. */
@Command(name = "outputs", description = "Copy a job's stored outputs into a directory.")
final class OutputsCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "JOB")
  private String job = "";

  @Option(names = "-o", paramLabel = "DIR", description = "Where to; by default ./JOB.")
  private String directory = "";

  @Mixin private Glass glass = new Glass();

  OutputsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (AgentClient client = context.client()) {
      String path = "/v1/jobs/" + AgentClient.segment(job);
      Path target = Path.of(directory.isEmpty() ? job : directory).toAbsolutePath().normalize();
      for (Json output : client.get(path).array("outputs")) {
        if (output instanceof Json.Obj o) {
          copy(client, path, o.text("name").orElse(""), target);
        }
      }
    }
    return Exit.DONE;
  }

  private void copy(AgentClient client, String path, String name, Path target) throws IOException {
    Path file = target.resolve(name).normalize();
    if (name.isEmpty() || !file.startsWith(target) || file.equals(target)) {
      throw new Failure(Exit.FAILED, "not a name of an output: " + name, "", "");
    }
    Files.createDirectories(file.getParent());
    String segments =
        Arrays.stream(name.split("/", -1))
            .map(AgentClient::segment)
            .collect(Collectors.joining("/"));
    String from = path + "/outputs/" + segments + glass.query('?');
    long size = Saved.file(file, out -> client.download(from, out));
    context.terminal().data(Shown.line(file.toString()));
    context.terminal().say("  " + Shown.line(name) + "  " + Amounts.bytes(size));
  }
}
