package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Policy;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  private List<String> paths = new ArrayList<>();

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-m", "--max-errors"},
      paramLabel = "N",
      description = "How many errors to report; 0: all.",
      defaultValue = "10")
  private int maxErrors = 10;

  @Option(names = "--as-bundles", description = "The paths are bundles.")
  private boolean asBundles;

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "pretty")
  private TestCommand.Style format = TestCommand.Style.pretty;

  CheckCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    loading.demand(paths);
    PolicySources sources = loading.sources(loading.engine().print((location, line) -> {}).build());
    for (String path : paths) {
      if (asBundles) {
        sources.bundle(Path.of(path));
      } else {
        Loading.add(sources, path);
      }
    }
    if (!(sources.maxErrors(maxErrors).compile() instanceof Result.Failed<Policy> failed)) {
      return Exit.DONE;
    }
    if (format == TestCommand.Style.json) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("errors", Shown.documents(failed.errors()));
      terminal.say(JsonText.of(out));
    } else {
      terminal.say(Shown.loading(failed.errors()));
    }
    return Exit.FAILED;
  }
}
