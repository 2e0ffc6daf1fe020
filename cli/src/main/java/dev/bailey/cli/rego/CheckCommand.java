package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Result;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.SyntaxJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads and checks policies. */
@Command(
    name = "check",
    description =
        "Read and check policies; print nothing if they are right, and what is wrong to standard"
            + " error.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:right", "1:wrong, or no file was given"})
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Reading reading = new Reading();

  @Option(
      names = "--v0-v1",
      description = "Modules have to mean the same in the old form of the language and the new.")
  private boolean bothForms;

  @Option(names = "--as-bundles", description = "The paths are bundles.")
  private boolean asBundles;

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "pretty")
  private Style format = Style.pretty;

  /** How errors are printed. */
  enum Style {
    pretty,
    json
  }

  CheckCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    List<RegoError> errors = bothForms ? differences() : List.of();
    if (errors.isEmpty()) {
      RegoVersion version = bothForms ? RegoVersion.V1 : reading.version();
      errors = reading.sources(version, asBundles).compile().problems();
    }
    if (errors.isEmpty()) {
      return Exit.DONE;
    }
    if (format == Style.json) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("errors", Shown.documents(errors));
      terminal.say(JsonText.of(out));
    } else {
      terminal.say(Shown.loading(errors));
    }
    return Exit.FAILED;
  }

  /** Modules that cannot be read in one of the forms, or else those that they read differently. */
  private List<RegoError> differences() {
    Result<List<Module>> old = reading.sources(RegoVersion.V0, asBundles).parse();
    Result<List<Module>> current = reading.sources(RegoVersion.V1, asBundles).parse();
    if (!old.problems().isEmpty() || !current.problems().isEmpty()) {
      return old.problems().isEmpty() ? current.problems() : old.problems();
    }
    List<RegoError> errors = new ArrayList<>();
    List<Module> ofOld = old.orThrow();
    List<Module> ofCurrent = current.orThrow();
    for (int i = 0; i < ofOld.size(); i++) {
      if (!SyntaxJson.of(ofOld.get(i)).equals(SyntaxJson.of(ofCurrent.get(i)))) {
        errors.add(
            new RegoError(
                RegoError.Code.PARSE,
                "the two forms of the language read this module differently; with"
                    + " `import rego.v1` they agree",
                ofCurrent.get(i).packageLocation()));
      }
    }
    return errors;
  }
}
