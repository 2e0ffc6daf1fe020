package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.client.Following;
import dev.bailey.cli.show.Amounts;
import dev.bailey.cli.show.LogText;
import dev.bailey.cli.show.Metrics;
import dev.bailey.cli.show.OutputLines;
import dev.bailey.cli.show.Terminal;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for a job: its log as it comes, then how it ended and what to do with it. */
final class Attached implements Following.Watcher {
  private final Context context;
  private final Terminal terminal;
  private final AgentClient client;
  private final String job;
  private final AtomicBoolean waiting = new AtomicBoolean(true);
  private Instant began = Instant.EPOCH;
  private Instant ended = Instant.EPOCH;

  Attached(Context context, AgentClient client, String job) {
    this.context = context;
    this.terminal = context.terminal();
    this.client = client;
    this.job = job;
  }

  /** Waits; the exit code. A signal lets go of the job and leaves it running. */
  int wait(Path directory) {
    Thread letGo = Thread.ofPlatform().unstarted(this::detached);
    Runtime.getRuntime().addShutdownHook(letGo);
    Json.Obj end;
    try {
      end = new Following(client, job, 1, true).run(this);
    } finally {
      waiting.set(false);
    }
    return report(end);
  }

  private void detached() {
    if (waiting.get()) {
      terminal.say(
          "detached; %s goes on. bailey logs -f %s · bailey cancel %s".formatted(job, job, job));
      terminal.flush();
    }
  }

  @Override
  public void line(Json.Obj line) {
    String text = LogText.line(line);
    if (LogText.isError(line)) {
      terminal.say("  " + text);
    } else {
      terminal.data("  " + text);
      terminal.out().flush();
    }
  }

  @Override
  public void state(Json.Obj state) {
    String to = state.text("to").orElse("");
    Instant time = Instant.parse(state.text("time").orElse(Instant.EPOCH.toString()));
    switch (to) {
      case "starting" -> {
        began = time;
        terminal.say(terminal.mark(to) + " " + job + "  preparing");
      }
      case "running" ->
          terminal.say(
              terminal.mark(to)
                  + " "
                  + job
                  + "  running, started in "
                  + Amounts.time(Duration.between(began, time)));
      case "finalizing" -> ended = time;
      case "queued" -> began = time;
      default -> ended = ended.equals(Instant.EPOCH) ? time : ended;
    }
  }

  private int report(Json.Obj end) {
    Json.Obj page = client.get("/v1/jobs/" + AgentClient.segment(job));
    String state = page.text("state").orElse(end.text("state").orElse(""));
    List<String> lines = new ArrayList<>();
    String took =
        ended.isBefore(began) ? "" : " in " + Amounts.time(Duration.between(began, ended));
    lines.add(terminal.mark(state) + " " + job + "  " + state + took);
    if (!state.equals("succeeded")) {
      lines.add("  " + Shown.line(page.text("why").orElse("")));
    }
    Metrics.accuracy(context.home(), job, page.whole("attempt").orElse(1L))
        .ifPresent(a -> lines.add("  " + a));
    if (!page.array("outputs").isEmpty()) {
      lines.add("");
      lines.addAll(OutputLines.of(context.home(), page));
    }
    lines.add("");
    lines.add("  look      bailey show " + job);
    if (page.object("evidence").bool("exportable").orElse(false)) {
      lines.add("  prove     bailey evidence export " + job + " -o " + job + ".evidence");
      lines.add("  verify    bailey verify " + job + ".evidence --trust KEYS");
    }
    lines.forEach(terminal::say);
    return code(state, page.object("detail").whole("exit_code").orElse(0L));
  }

  /** The job's own code, if it ended by itself. */
  static int code(String state, long own) {
    return switch (state) {
      case "succeeded", "stopped" -> Exit.DONE;
      case "timeout" -> Exit.TIMEOUT;
      case "denied" -> Exit.DENIED;
      case "failed" -> own > 0 && own < 256 ? (int) own : Exit.FAILED;
      default -> Exit.FAILED;
    };
  }
}
