package dev.bailey.cli.rego;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything one does with policies that are written in Rego. */
@Command(
    name = "rego",
    description = "Evaluate, check, format and test policies written in Rego; needs no agent.")
public final class RegoCommand {
  private static final List<Class<?>> COMMANDS =
      List.of(
          EvalCommand.class,
          CheckCommand.class,
          FmtCommand.class,
          TestCommand.class,
          DepsCommand.class,
          BenchCommand.class,
          ReplCommand.class,
          ParseCommand.class,
          CapabilitiesCommand.class);

  /** For the command line. */
  public RegoCommand() {}

  /** Adds the one command that is named, because looking at all of them takes time; else all. */
  public static void complete(CommandLine rego, String... args) {
    List<String> words = Arrays.stream(args).filter(a -> !a.startsWith("-")).toList();
    String second = words.size() > 1 ? words.get(1) : "";
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(c -> c.getAnnotation(Command.class).name().equals(second))
            .toList();
    (named.isEmpty() ? COMMANDS : named).forEach(rego::addSubcommand);
    rego.getSubcommands().values().forEach(Unsupported::refuse);
  }
}
