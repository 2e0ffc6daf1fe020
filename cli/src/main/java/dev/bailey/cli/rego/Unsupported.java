package dev.bailey.cli.rego;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Flags that users of {@code opa} know and that do nothing here: each is refused with its reason,
 * so that no script goes on under a wrong belief.
 */
final class Unsupported {
  private static final String PARTIAL =
      "there is no partial evaluation; ask the whole question with its input";
  private static final String TARGET = "there is one engine, and it needs no target";
  private static final String REPORTED = "--metrics and --profile say where the time goes";
  private static final String STORE = "data is always kept as it is read fastest";
  private static final String SERVER = "there is no server";

  private static final Map<String, List<Flag>> FLAGS =
      Map.of(
          "eval",
          List.of(
              Flag.of(PARTIAL, "-p", "--partial"),
              Flag.of(PARTIAL, "-u", "--unknowns"),
              Flag.of(PARTIAL, "--disable-inlining"),
              Flag.of(PARTIAL, "--shallow-inlining"),
              Flag.of(PARTIAL, "--nondeterminstic-builtins", "--nondeterministic-builtins"),
              Flag.of("nothing is built before it is evaluated", "-O", "--optimize"),
              Flag.of("nothing is built before it is evaluated", "-e", "--entrypoint"),
              Flag.of(REPORTED, "--instrument"),
              Flag.of("nothing is cut off", "--pretty-limit"),
              Flag.of(STORE, "--optimize-store-for-read-speed"),
              Flag.of(TARGET, "-t", "--target")),
          "test",
          List.of(
              Flag.of("repeat the command", "-w", "--watch"), Flag.of(TARGET, "-t", "--target")),
          "bench",
          List.of(
              Flag.of(PARTIAL, "-p", "--partial"),
              Flag.of(PARTIAL, "-u", "--unknowns"),
              Flag.of(SERVER, "--e2e"),
              Flag.of(SERVER, "-c", "--config-file"),
              Flag.of(SERVER, "--shutdown-grace-period"),
              Flag.of(SERVER, "--shutdown-wait-period"),
              Flag.of(STORE, "--optimize-store-for-read-speed"),
              Flag.of(TARGET, "-t", "--target")),
          "fmt",
          List.of(
              Flag.of("modules are laid out whatever they may use", "--capabilities"),
              Flag.of("the result is always read again", "--check-result")));

  private Unsupported() {}

  /** A flag's names, and what to know instead. */
  private record Flag(String reason, List<String> names) {
    static Flag of(String reason, String... names) {
      return new Flag(reason, List.of(names));
    }

    private OptionSpec option(CommandLine command) {
      return OptionSpec.builder(names.toArray(String[]::new))
          .arity("0..1")
          .type(String.class)
          .hidden(true)
          .parameterConsumer((rest, option, spec) -> {
            throw new ParameterException(command, names.getLast() + " is not supported: " + reason);
          })
          .build();
    }
  }

  /** Makes a command refuse what it does not support. */
  static void refuse(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    FLAGS
        .getOrDefault(spec.name(), List.of())
        .forEach(flag -> spec.addOption(flag.option(command)));
  }
}
