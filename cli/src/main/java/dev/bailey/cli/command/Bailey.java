package dev.bailey.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: options that all commands know. */
@Command(
    name = "bailey",
    description = "Runs ML jobs inside walls and proves what produced the result.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done; 'run' that waits for a job gives the job's own code",
      " 1:failed without a code of its own: job cancelled, lost, out of memory, outputs missing",
      " 2:the command line or the job file is wrong",
      "10:denied by floor or policy",
      "11:evidence or record does not hold",
      "12:this agent belongs to somebody else",
      "13:no such thing",
      "14:not as things stand",
      "15:a time limit ended the job",
      "16:the agent cannot be reached",
      "17:could not be recorded, and so was not done"
    },
    footer = {"", "Files: $BAILEY_HOME, by default ~/.local/share/bailey. NO_COLOR is honoured."},
    mixinStandardHelpOptions = false)
public final class Bailey {
  private final Context context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  public Bailey(Context context) {
    this.context = context;
  }

  boolean help() {
    return help;
  }

  @Option(
      names = {"-y", "--yes"},
      scope = ScopeType.INHERIT,
      description = "Agree to every question.")
  void yes(boolean yes) {
    context.yes(yes);
  }

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error comes from.")
  void debug(boolean debug) {
    context.debug(debug);
  }
}
