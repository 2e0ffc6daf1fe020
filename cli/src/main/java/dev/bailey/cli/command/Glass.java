package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.job.gate.JobAction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which somebody asks to read what the policy refuses. */
final class Glass {
  @Option(
      names = "--break-glass",
      paramLabel = "REASON",
      description = {
        "If the policy refuses, ask it to break the glass for this reason, which is recorded for"
            + " ever with your user name."
      })
  private @Nullable String reason;

  /** The query parameter that says so, with {@code &} or {@code ?} before it; empty if none. */
  String query(char before) {
    String given = reason;
    if (given == null) {
      return "";
    }
    JobAction.BreakGlass.flaw(given)
        .ifPresent(flaw -> {
          throw new Failure(
              Exit.USAGE,
              "--break-glass: " + flaw,
              "it stays in the record for ever, for others to read",
              "say in a sentence why it must be");
        });
    return before + "break_glass=" + AgentClient.segment(given);
  }
}
