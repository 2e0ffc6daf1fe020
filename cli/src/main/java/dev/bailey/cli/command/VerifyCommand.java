package dev.bailey.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an evidence file; needs no agent. */
@Command(
    name = "verify",
    description = "Check an evidence file with public keys alone; any doubt gives code 11.")
final class VerifyCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE")
  private String file = "";

  @Option(
      names = "--trust",
      paramLabel = "KEYS",
      required = true,
      description = "A file of public keys, or a directory of *.pub files; may be repeated.")
  private List<String> trust = List.of();

  @Option(
      names = "--outputs",
      paramLabel = "DIR",
      description = "Also compare the outputs in this directory.")
  private String outputs = "";

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<String> arguments = new ArrayList<>();
    arguments.add(named(file));
    trust.forEach(t -> arguments.addAll(List.of("--trust", named(t))));
    if (!outputs.isEmpty()) {
      arguments.addAll(List.of("--outputs", named(outputs)));
    }
    if (format == Format.json) {
      arguments.add("--json");
    }
    return dev.bailey.verify.Main.run(
        arguments, context.terminal().out(), context.terminal().err());
  }

  /** A path that cannot be taken for an option. */
  private static String named(String path) {
    return path.startsWith("-") ? "./" + path : path;
  }
}
