package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.PlanLines;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the job of a directory. */
@Command(
    name = "run",
    description = {
      "Run the job of a directory and wait for it; Ctrl-C detaches and never ends it.",
      "A service is waited for until it is healthy, then left to run.",
      "Gives the job's own code. A job without one: 15 after its time limit, else 1."
    })
final class RunCommand implements Callable<Integer> {
  /** Host set-up, image, and one more. */
  private static final int MAX_HELP = 3;

  private final Context context;

  @Parameters(paramLabel = "DIR", description = "Directory with the job file and the code.")
  private String named = "";

  @Option(
      names = {"-d", "--detach"},
      description = "Do not wait; print the job's name.")
  private boolean detach;

  @Option(
      names = {"-f", "--follow"},
      description = "Wait for the end of a service too.")
  private boolean follow;

  @Option(names = "--dry-run", description = "Only show the plan.")
  private boolean dryRun;

  @Option(names = "--file", paramLabel = "FILE", description = "Job file in the directory.")
  private String file = "job.yaml";

  @Option(
      names = "-o",
      description = "How a plan is shown: ${COMPLETION-CANDIDATES}.",
      defaultValue = "table")
  private Format format = Format.table;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path directory = Preparations.directory(named);
    try (AgentClient client = context.client()) {
      Json.Obj planned = plan(client, directory);
      if (dryRun && format == Format.json) {
        context.document(planned);
        return Exit.DONE;
      }
      show(planned);
      if (dryRun) {
        return Exit.DONE;
      }
      if (!context.agrees("Run it?")) {
        context.terminal().say("not run");
        return Exit.FAILED;
      }
      Json.Obj submitted =
          client.postOnce("/v1/jobs", request(directory, false), UUID.randomUUID().toString());
      String job = submitted.text("id").orElse("");
      if (detach) {
        return left(job);
      }
      return planned.object("plan").get("service").isPresent() && !follow
          ? new ServiceStart(context, client, job).await()
          : new Attached(context, client, job).wait(directory);
    }
  }

  private Json.Obj request(Path directory, boolean plan) {
    return Json.object()
        .put("directory", directory.toString())
        .put("file", file)
        .put("dry_run", plan)
        .build();
  }

  private Json.Obj plan(AgentClient client, Path directory) {
    Preparations preparations = new Preparations(context, client);
    for (int i = 0; ; i++) {
      try {
        return client.post("/v1/jobs", request(directory, true));
      } catch (Failure failure) {
        if (i == MAX_HELP || dryRun || !preparations.help(failure, directory)) {
          throw failure;
        }
      }
    }
  }

  private void show(Json.Obj planned) {
    PlanLines.of(
            planned.object("plan"),
            planned.text("plan_sha256").orElse(""),
            planned.whole("code_files").orElse(-1L))
        .forEach(dryRun ? context.terminal()::data : context.terminal()::say);
  }

  private int left(String job) {
    context.terminal().data(Shown.line(job));
    context.terminal().say("bailey logs -f " + job + " · bailey cancel " + job);
    return Exit.DONE;
  }
}
