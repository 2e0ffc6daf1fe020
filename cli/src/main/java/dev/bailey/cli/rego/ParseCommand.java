package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.SyntaxJson;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a module is read. */
@Command(name = "parse", description = "Read a module and print its syntax tree.")
final class ParseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE")
  private String file = "";

  @Option(names = "--v0-compatible", description = "It is in the old form of the language.")
  private boolean old;

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "pretty")
  private Form format = Form.pretty;

  @Option(
      names = "--json-include",
      paramLabel = "WHAT",
      split = ",",
      description = "comments, which are there if not said, or -comments.")
  private List<String> included = List.of();

  /** How a tree is printed. */
  enum Form {
    pretty,
    json
  }

  ParseCommand(Context context) {
    this.terminal = context.terminal();
  }

  private boolean comments() {
    boolean comments = true;
    for (String what : included) {
      switch (what) {
        case "comments", "+comments" -> comments = true;
        case "-comments" -> comments = false;
        case "-locations" -> {}
        default ->
            throw new Failure(
                Exit.USAGE,
                "--json-include " + what + " is not supported",
                "it takes comments and -comments; terms are printed without their places",
                "");
      }
    }
    return comments;
  }

  private RegoObject tree(Module module) {
    boolean comments = comments();
    RegoObject.Builder out = RegoObject.builder();
    SyntaxJson.of(module)
        .forEach((key, value) -> {
          if (comments || !key.equals(RegoString.of("comments"))) {
            out.put(key, value);
          }
        });
    return out.build();
  }

  @Override
  public Integer call() {
    Source source = new Source(file, Loading.text(Exit.FAILED, Path.of(file)));
    return switch (Parser.module(source, ParseOptions.of(old ? RegoVersion.V0 : RegoVersion.V1))) {
      case Parsed.Ok<Module> ok -> {
        RegoObject tree = tree(ok.value());
        terminal.data(format == Form.pretty ? SyntaxText.of(tree) : JsonText.value(tree, ""));
        yield Exit.DONE;
      }
      case Parsed.Failed<Module> failed -> {
        terminal.say(JsonText.of(Map.of("errors", Shown.documents(failed.errors()))));
        yield Exit.FAILED;
      }
    };
  }
}
