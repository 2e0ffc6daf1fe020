package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.ExclusiveLock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process in the background. Other commands start it when they need it. */
@Command(
    name = "agent",
    description = "The process in the background that runs jobs.",
    subcommands = {AgentCommand.Start.class, AgentCommand.Stop.class, AgentCommand.Status.class})
final class AgentCommand {
  /** How long an orderly end may take. */
  private static final int STOP_POLLS = 1500;

  private static final long POLL_MILLIS = 10;

  /** Starts it. */
  @Command(name = "start", description = "Start it, if it does not run.")
  static final class Start implements Callable<Integer> {
    private final Context context;

    Start(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      context.launcher().ensure();
      context.terminal().say("the agent serves " + context.home().root());
      return Exit.DONE;
    }
  }

  /** Stops it. */
  @Command(name = "stop", description = "Stop it; with --force also while jobs wait or run.")
  static final class Stop implements Callable<Integer> {
    private final Context context;

    @Option(names = "--force", description = "Jobs go on, and the next agent takes them up.")
    private boolean force;

    Stop(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
      if (!context.launcher().running()) {
        context.terminal().say("no agent runs");
        return Exit.DONE;
      }
      try (AgentClient client = context.client()) {
        client.post("/v1/shutdown", Json.object().put("force", force).build());
      }
      for (int i = 0; i < STOP_POLLS; i++) {
        if (ExclusiveLock.tryTake(context.home().lock()) instanceof ExclusiveLock free) {
          free.close();
          context.terminal().say("the agent has stopped");
          return Exit.DONE;
        }
        Thread.sleep(POLL_MILLIS);
      }
      throw new Failure(
          Exit.FAILED, "the agent has not stopped yet", "", "see " + context.home().log());
    }
  }

  /** Says whether it runs. */
  @Command(name = "status", description = "Say whether it runs; code 16 if not.")
  static final class Status implements Callable<Integer> {
    private final Context context;

    Status(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (!context.launcher().running()) {
        context.terminal().data("no agent runs for " + context.home().root());
        return Exit.UNREACHABLE;
      }
      try (AgentClient client = context.client()) {
        String version = client.get("/v1/version").text("version").orElse("");
        context.terminal().data("agent " + version + " serves " + context.home().root());
      }
      return Exit.DONE;
    }
  }
}
