package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Answer;
import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Policy;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers one line after the other. */
@Command(
    name = "repl",
    description =
        "Answer queries line by line; a line that is a rule is kept. :help says what else.")
final class ReplCommand implements Callable<Integer> {
  private static final String PACKAGE = "repl";
  private static final String HELP =
      """
      a query            its result
      a rule             kept in package repl
      :input FILE        the input document from now on
      :show              the rules that were kept
      :clear             forgets them
      :quit              ends\
      """;

  private final Terminal terminal;

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "The input document.")
  private String inputFile = "";

  private final List<String> kept = new ArrayList<>();
  private Input input = Input.NONE;

  ReplCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() throws IOException {
    input = Asking.file(inputFile);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    prompt();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.strip().equals(":quit") || line.strip().equals("exit")) {
        break;
      }
      if (!line.isBlank()) {
        answer(line.strip());
      }
      prompt();
    }
    return Exit.DONE;
  }

  private void prompt() {
    if (terminal.asks()) {
      terminal.out().flush();
      terminal.err().print("> ");
      terminal.err().flush();
    }
  }

  private void answer(String line) {
    if (line.startsWith(":input ")) {
      String file = line.substring(":input ".length()).strip();
      input = Documents.input(file, Loading.text(Path.of(file)));
      return;
    }
    switch (line) {
      case ":help" -> terminal.data(HELP);
      case ":show" -> kept.forEach(terminal::data);
      case ":clear" -> kept.clear();
      default -> evaluate(line);
    }
  }

  private void evaluate(String line) {
    if (isRule(line)) {
      List<String> all = new ArrayList<>(kept);
      all.add(line);
      switch (compile(all)) {
        case Result.Ok<Policy> ok -> kept.add(line);
        case Result.Failed<Policy> failed -> complain(failed.errors());
      }
      return;
    }
    Result<Query> query =
        compile(kept)
            .then(p -> p.query(line, kept.isEmpty() ? List.of() : List.of(PACKAGE), List.of()));
    switch (query) {
      case Result.Failed<Query> failed -> complain(failed.errors());
      case Result.Ok<Query> ok -> print(ok.value().rows(input));
    }
  }

  private void print(Answer answer) {
    switch (answer) {
      case Answer.Failed failed -> complain(failed.errors());
      case Answer.Rows rows ->
          new EvalReport(
                  loading.version(),
                  new Evaluated(
                      rows.rows(),
                      rows.errors(),
                      java.util.Optional.empty(),
                      java.util.Optional.empty(),
                      java.util.Optional.empty()),
                  Output.pretty,
                  new Profiles(List.of(), 0))
              .print(terminal);
    }
  }

  private void complain(List<RegoError> errors) {
    terminal.say(Shown.errors(errors));
  }

  private Result<Policy> compile(List<String> rules) {
    Engine engine = loading.engine().print((location, text) -> terminal.say(text)).build();
    PolicySources sources = loading.sources(engine);
    return rules.isEmpty() ? sources.compile() : sources.module("repl", module(rules)).compile();
  }

  private static String module(List<String> rules) {
    return "package " + PACKAGE + "\n" + String.join("\n", rules) + "\n";
  }

  /** Whether a line is a rule and not a query; a declaration of a variable alone is a rule. */
  private boolean isRule(String line) {
    ParseOptions options = ParseOptions.of(loading.version());
    boolean asQuery = Parser.query(new Source("", line), options) instanceof Parsed.Ok<?>;
    boolean asRule =
        Parser.module(new Source("", module(List.of(line))), options) instanceof Parsed.Ok<?>;
    return asRule && (!asQuery || line.matches("[A-Za-z_]\\w* :=.*"));
  }
}
