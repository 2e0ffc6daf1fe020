package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.Result;
import dev.bailey.rego.tool.Dependencies;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private TestCommand.Style format = TestCommand.Style.pretty;

  DepsCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    Result<Dependencies> found =
        loading.sources(loading.engine().build()).compile().then(policy -> dependencies(policy));
    return switch (found) {
      case Result.Ok<Dependencies> ok -> {
        terminal.data(format == TestCommand.Style.json ? document(ok.value()) : table(ok.value()));
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
    out.put("base", List.copyOf(all.base()));
    out.put("virtual", List.copyOf(all.virtual()));
    return JsonText.of(out);
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
