package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.rego.RegoCommand;
import dev.bailey.job.spec.Shown;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Parses the arguments, runs the command, and says what went wrong. */
public final class Program {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          PsCommand.class,
          ShowCommand.class,
          WhyCommand.class,
          LogsCommand.class,
          ExecCommand.class,
          CancelCommand.class,
          RemoveCommand.class,
          OutputsCommand.class,
          EvidenceCommand.class,
          VerifyCommand.class,
          KeyCommand.class,
          PolicyCommand.class,
          InitCommand.class,
          SecretCommand.class,
          AuditCommand.class,
          ImageCommand.class,
          RegoCommand.class,
          DoctorCommand.class,
          AgentCommand.class,
          VersionCommand.class);

  private Program() {}

  /** Runs one command line; its exit code. */
  public static int run(Context context, String... args) {
    CommandLine line = new CommandLine(new Bailey(context), new Factory(context));
    wanted(args).forEach(line::addSubcommand);
    CommandLine rego = line.getSubcommands().get("rego");
    if (rego != null) {
      RegoCommand.complete(rego, args);
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setOut(writer(context.terminal().out()));
    line.setErr(writer(context.terminal().err()));
    line.setParameterExceptionHandler((wrong, given) -> usage(context, wrong));
    line.setExecutionExceptionHandler((failed, at, parsed) -> failed(context, failed));
    line.setExecutionStrategy(Program::last);
    return line.execute(args);
  }

  /** The one command that is named, because looking at all of them takes time; else all. */
  private static List<Class<?>> wanted(String... args) {
    String first = Arrays.stream(args).filter(a -> !a.startsWith("-")).findFirst().orElse("");
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(c -> c.getAnnotation(CommandLine.Command.class).name().equals(first))
            .toList();
    return named.isEmpty() ? COMMANDS : named;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** A group of commands without one of them shows its help. */
  private static int last(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult at = parsed;
    while (at.hasSubcommand()) {
      at = at.subcommand();
    }
    Object command = at.commandSpec().userObject();
    if (!(command instanceof java.util.concurrent.Callable) && !at.isUsageHelpRequested()) {
      at.commandSpec().commandLine().usage(at.commandSpec().commandLine().getErr());
      return Exit.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int usage(Context context, CommandLine.ParameterException wrong) {
    context
        .terminal()
        .complain(
            new Failure(
                Exit.USAGE,
                lower(String.valueOf(wrong.getMessage())),
                "",
                wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help"));
    return Exit.USAGE;
  }

  private static String lower(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static int failed(Context context, Exception failed) {
    if (context.debug()) {
      failed.printStackTrace(context.terminal().err());
    }
    if (failed instanceof Failure known) {
      context.terminal().complain(known);
      return known.exit();
    }
    context
        .terminal()
        .complain(
            new Failure(
                Exit.FAILED,
                Shown.line(failed.toString()),
                "this is a bug in bailey",
                "say --debug to see where"));
    return Exit.FAILED;
  }

  /** Gives each command what all share. */
  private record Factory(Context context) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Context.class) {
          constructor.setAccessible(true);
          return type.cast(constructor.newInstance(context));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
