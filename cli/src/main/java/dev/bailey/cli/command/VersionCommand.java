package dev.bailey.cli.command;

import dev.bailey.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the version. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  private final Context context;

  VersionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.terminal().data("bailey " + Version.TEXT);
    return 0;
  }
}
