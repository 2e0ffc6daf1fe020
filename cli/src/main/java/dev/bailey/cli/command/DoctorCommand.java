package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.Table;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what this host has and lacks. */
@Command(
    name = "doctor",
    description = "Say what this host has and lacks; code 1 if no job can run.")
final class DoctorCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--fix", description = "Put right what can be put right.")
  private boolean fix;

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (AgentClient client = context.client()) {
      Json.Obj report = client.get("/v1/doctor");
      if (fix && !Preparations.missing(report).isEmpty()) {
        if (!context.agrees("Set up this host?")) {
          return Exit.FAILED;
        }
        new Preparations(context, client).fix();
        report = client.get("/v1/doctor");
      }
      show(report);
      return Preparations.missing(report).isEmpty() ? Exit.DONE : Exit.FAILED;
    }
  }

  private void show(Json.Obj report) {
    if (format == Format.json) {
      context.document(report);
      return;
    }
    Table table = new Table();
    for (Json check : report.array("checks")) {
      if (check instanceof Json.Obj c) {
        String status = c.text("status").orElse("");
        String fix = c.text("fix").orElse("");
        String mark = status.equals("found") ? "✔" : needed(c) ? "✘" : "!";
        String what = status.equals("found") || fix.isEmpty() ? "" : fix;
        table.row("  " + mark, text(c, "name"), text(c, "seen"), Shown.line(what, 100));
      }
    }
    table.lines().forEach(context.terminal()::data);
    List<Json.Obj> missing = Preparations.missing(report);
    context
        .terminal()
        .data(
            missing.isEmpty()
                ? "jobs can run here"
                : "no job can run here yet: " + text(missing.getFirst(), "name"));
  }

  private static boolean needed(Json.Obj check) {
    return check.bool("needed").orElse(false);
  }

  private static String text(Json.Obj check, String name) {
    return Shown.line(check.text(name).orElse(""), 60);
  }
}
