package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.LogText;
import dev.bailey.cli.show.ServiceLines;
import dev.bailey.cli.show.Terminal;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;

/** Waits until a service is healthy, or runs if it is not checked, and leaves it to run. */
final class ServiceStart {
  private static final long POLL_MILLIS = 200;

  private final Terminal terminal;
  private final AgentClient client;
  private final String job;
  private String told = "";

  ServiceStart(Context context, AgentClient client, String job) {
    this.terminal = context.terminal();
    this.client = client;
    this.job = job;
  }

  /** Waits; the exit code. */
  int await() {
    try {
      while (true) {
        Json.Obj page = client.get("/v1/jobs/" + AgentClient.segment(job));
        String health = page.object("serving").text("health").orElse("");
        if (page.bool("terminal").orElse(false)) {
          return ended(page);
        }
        if (health.equals("healthy") || health.equals("unchecked")) {
          return up(page, health);
        }
        progress(page, health);
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
  }

  /** Tells what is new. */
  private void progress(Json.Obj page, String health) {
    String state = page.text("state").orElse("");
    String now =
        health.isEmpty()
            ? state
            : health + page.object("serving").text("reason").map(r -> ": " + r).orElse("");
    if (!now.equals(told)) {
      told = now;
      terminal.say(terminal.mark(state) + " " + job + "  " + Shown.line(now, 200));
    }
  }

  private int up(Json.Obj page, String health) {
    terminal.say(
        terminal.mark("running")
            + " "
            + job
            + (health.equals("healthy") ? "  healthy" : "  running"));
    terminal.data(Shown.line(job));
    ServiceLines.addresses(page).forEach(terminal::data);
    terminal.say("bailey logs -f " + job + " · bailey show " + job + " · bailey stop " + job);
    return Exit.DONE;
  }

  private int ended(Json.Obj page) {
    String state = page.text("state").orElse("");
    terminal.say(terminal.mark(state) + " " + job + "  " + Shown.line(state));
    terminal.say("  " + Shown.line(page.text("why").orElse(""), 400));
    page.array("log_tail").stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .forEach(line -> terminal.say("  " + LogText.line(line)));
    terminal.say("  look      bailey show " + job);
    // What ended it for a reason of its own is not the code of its last signal.
    boolean itself = page.object("detail").text("reason").isEmpty();
    return Attached.code(state, itself ? page.object("detail").whole("exit_code").orElse(0L) : 0L);
  }
}
