package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.SyntaxJson;
import dev.bailey.rego.tool.Dependencies;
import dev.bailey.rego.value.Value;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a query needs. */
@Command(
    name = "deps",
    description = "Say which documents a query needs, directly and through rules.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:said", "1:a policy or the query is wrong", "2:a wrong command line"})
final class DepsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "QUERY")
  private String query = "";

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "pretty")
  private CheckCommand.Style format = CheckCommand.Style.pretty;

  DepsCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    Result<Dependencies> found =
        loading.sources(loading.engine().build()).compile().then(policy -> dependencies(policy));
    return switch (found) {
      case Result.Ok<Dependencies> ok -> {
        terminal.data(format == CheckCommand.Style.json ? document(ok.value()) : table(ok.value()));
        yield Exit.DONE;
      }
      case Result.Failed<Dependencies> failed -> throw Loading.failure(failed.errors());
    };
  }

  private Result<Dependencies> dependencies(Policy policy) {
    return policy.query(query).map(Query::core).map(core -> Dependencies.of(policy, core));
  }

  private static String document(Dependencies all) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "base", all.base());
    put(out, "virtual", all.virtual());
    return JsonText.of(out);
  }

  /** Paths as references in the form of {@code parse}; nothing where there are none. */
  private static void put(Map<String, Object> out, String kind, Collection<String> paths) {
    if (!paths.isEmpty()) {
      out.put(kind, paths.stream().<Object>map(DepsCommand::reference).toList());
    }
  }

  private static Value reference(String path) {
    return switch (Parser.query(new Source("", path), ParseOptions.of(RegoVersion.V1))) {
      case Parsed.Ok<Body> ok
          when ok.value().expressions().getFirst().kind() instanceof Expr.Bare bare ->
          Objects.requireNonNull(SyntaxJson.of(bare.term()).get("value"));
      case Parsed.Ok<Body> ok -> throw new IllegalStateException(path);
      case Parsed.Failed<Body> failed -> throw Loading.failure(failed.errors());
    };
  }

  private static String table(Dependencies all) {
    Grid grid = new Grid(List.of("BASE DOCUMENTS", "VIRTUAL DOCUMENTS"));
    Iterator<String> base = all.base().iterator();
    Iterator<String> virtual = all.virtual().iterator();
    while (base.hasNext() || virtual.hasNext()) {
      grid.row(List.of(base.hasNext() ? base.next() : "", virtual.hasNext() ? virtual.next() : ""));
    }
    return grid.text();
  }
}
