package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.rego.Engine;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.RegoVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Policies that a command is given to work on, by its arguments beside the options. */
final class Reading {
  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  private List<String> paths = new ArrayList<>();

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-m", "--max-errors"},
      paramLabel = "N",
      description = "How many errors to report; 0: all.",
      defaultValue = "10")
  private int maxErrors = 10;

  RegoVersion version() {
    return loading.version();
  }

  /**
   * All of them in one form of the language.
   *
   * @param bundles whether the arguments are bundles
   * @throws Failure if there is nothing to work on
   */
  PolicySources sources(RegoVersion version, boolean bundles) {
    if (paths.isEmpty() && loading.isEmpty()) {
      throw new Failure(Exit.FAILED, "specify at least one file", "", "");
    }
    Engine engine = loading.engine().version(version).print((location, line) -> {}).build();
    PolicySources sources = loading.sources(engine).maxErrors(maxErrors);
    for (String path : paths) {
      if (bundles) {
        sources.bundle(Path.of(path));
      } else {
        Loading.add(sources, path);
      }
    }
    return sources;
  }
}
