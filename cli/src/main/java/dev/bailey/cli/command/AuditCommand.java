package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.EventText;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The record of everything. */
@Command(
    name = "audit",
    description = "The record of everything that was decided and done.",
    subcommands = {AuditCommand.Tail.class, AuditCommand.Verify.class})
final class AuditCommand {
  private static final long POLL_MILLIS = 500;

  /** Most events of one answer of the agent. */
  private static final long PAGE = 500;

  /** Shows the last events. */
  @Command(name = "tail", description = "Show the last events.")
  static final class Tail implements Callable<Integer> {
    private final Context context;

    @Option(names = "-n", paramLabel = "N", description = "How many.", defaultValue = "20")
    private long count = 20;

    @Option(names = "-f", description = "Go on until interrupted.")
    private boolean follow;

    @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
    private Format format = Format.table;

    Tail(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (AgentClient client = context.client()) {
        long size = client.get("/v1/audit").whole("size").orElse(0L);
        long next = Math.max(0, size - Math.max(0, count));
        while (next < size || follow) {
          Json.Obj page = client.get("/v1/audit?from=" + next);
          List<Json> entries = page.array("entries");
          for (Json entry : entries) {
            show(entry);
          }
          next += entries.size();
          if (entries.size() < PAGE) {
            if (!follow) {
              break;
            }
            context.terminal().out().flush();
            Thread.sleep(POLL_MILLIS);
          }
        }
      }
      return Exit.DONE;
    }

    private void show(Json entry) {
      if (format == Format.json) {
        context.document(entry);
      } else if (entry instanceof Json.Obj o) {
        context.terminal().data(EventText.line(o));
      }
    }
  }

  /** Checks the whole record. */
  @Command(
      name = "verify",
      description = "Check the record from its first event; code 11 if it does not hold.")
  static final class Verify implements Callable<Integer> {
    private final Context context;

    @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
    private Format format = Format.table;

    Verify(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Json.Obj report;
      try (AgentClient client = context.client()) {
        report = client.post("/v1/audit/verify", Json.Obj.EMPTY);
      }
      boolean sound = report.bool("ok").orElse(false);
      if (format == Format.json) {
        context.document(report);
        return sound ? Exit.DONE : Exit.DOUBT;
      }
      for (Json problem : report.array("problems")) {
        if (problem instanceof Json.Obj p) {
          context
              .terminal()
              .data(
                  context.terminal().bad("✘")
                      + " event "
                      + p.whole("index").orElse(0L)
                      + "  "
                      + Shown.line(p.text("what").orElse("")));
        }
      }
      String size = report.whole("size").orElse(0L) + " events";
      context
          .terminal()
          .data(
              sound
                  ? context.terminal().good("✔") + " " + size + ", whole and in order"
                  : context.terminal().bad("✘") + " the record does not hold; " + size);
      return sound ? Exit.DONE : Exit.DOUBT;
    }
  }
}
