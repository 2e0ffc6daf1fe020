package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.Amounts;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evidence of jobs. */
@Command(
    name = "evidence",
    description = "Evidence of jobs.",
    subcommands = EvidenceCommand.Export.class)
final class EvidenceCommand {

  /** Writes an evidence file. */
  @Command(name = "export", description = "Write one file that shows what produced a job's result.")
  static final class Export implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "JOB")
    private String job = "";

    @Option(
        names = "-o",
        paramLabel = "FILE",
        required = true,
        description = "The file; it is replaced.")
    private String file = "";

    Export(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        String path = "/v1/jobs/" + AgentClient.segment(job);
        Json.Obj page = client.get(path);
        Json.Obj evidence = page.object("evidence");
        if (evidence.bool("closed").orElse(false) && !evidence.bool("exportable").orElse(false)) {
          throw new Failure(
              Exit.CONFLICT,
              "there is no evidence of " + job,
              "it is " + page.text("state").orElse("") + " and ran nothing to prove",
              "bailey show " + job);
        }
        long size = Saved.file(Path.of(file), out -> client.download(path + "/evidence", out));
        context
            .terminal()
            .say(
                context.terminal().good("✔") + " " + Shown.line(file) + "  " + Amounts.bytes(size));
        context
            .terminal()
            .say(
                "  verify    bailey verify "
                    + Shown.line(file)
                    + " --trust KEYS   (bailey key show -o KEYS/node.pub)");
      }
      return Exit.DONE;
    }
  }
}
