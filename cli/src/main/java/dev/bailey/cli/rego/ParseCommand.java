package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.SyntaxJson;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a module is read. */
@Command(name = "parse", description = "Read a module and print its syntax tree as JSON.")
final class ParseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE")
  private String file = "";

  @Option(names = "--v0-compatible", description = "It is in the old form of the language.")
  private boolean old;

  ParseCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    Source source = new Source(file, Loading.text(Exit.FAILED, Path.of(file)));
    return switch (Parser.module(source, ParseOptions.of(old ? RegoVersion.V0 : RegoVersion.V1))) {
      case Parsed.Ok<Module> ok -> {
        terminal.data(JsonText.value(SyntaxJson.of(ok.value()), ""));
        yield Exit.DONE;
      }
      case Parsed.Failed<Module> failed -> {
        terminal.say(JsonText.of(Map.of("errors", Shown.documents(failed.errors()))));
        yield Exit.FAILED;
      }
    };
  }
}
