package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Input;
import dev.bailey.rego.Location;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a query. */
@Command(
    name = "bench",
    description =
        "Time a prepared query with one input, after a second of warming up. The short commands"
            + " run without the second compiler: bin/dev bench rego is the fair measure.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:timed",
      "1:a policy or the query is wrong, fails or is undefined",
      "2:a wrong command line or input"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String HISTOGRAM = "histogram_timer_rego_query_eval_ns_";

  private final Terminal terminal;

  @Mixin private Asking asking = new Asking();

  @Mixin private Loading loading = new Loading();

  @Option(names = "--count", paramLabel = "N", description = "Time it N times.")
  private int count = 1;

  @Mixin private Memory memory = new Memory();

  @Option(
      names = "--metrics",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Report how the times of single evaluations are spread; on if not said.")
  private boolean metrics = true;

  @Option(
      names = "--fail",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Do not time what is undefined; on if not said.")
  private boolean fail = true;

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "pretty")
  private TestCommand.Style format = TestCommand.Style.pretty;

  BenchCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    String text = asking.text();
    Result<Query> prepared =
        loading.sources(loading.engine().build()).compile().then(p -> asking.prepare(p, text));
    if (prepared instanceof Result.Failed<Query> failed) {
      return complain(failed.errors());
    }
    Query asked = prepared.orThrow();
    Input document = asking.input();
    Outcome once = asked.evaluate(document);
    if (once instanceof Outcome.Failed failed) {
      return complain(failed.errors());
    }
    if (fail && once instanceof Outcome.Undefined) {
      return complain(
          List.of(new RegoError(RegoError.Code.LOAD, "undefined result", Location.NONE)));
    }
    for (int i = 0; i < Math.max(1, count); i++) {
      print(Measured.of(() -> asked.evaluate(document)));
    }
    return Exit.DONE;
  }

  /** Errors are the document if one is asked for. */
  private int complain(List<RegoError> errors) {
    if (format != TestCommand.Style.json) {
      throw Loading.failure(errors);
    }
    terminal.data(JsonText.of(Map.of("errors", Shown.documents(errors))));
    return Exit.FAILED;
  }

  private void print(Measured measured) {
    Map<String, Object> extra = new LinkedHashMap<>();
    if (metrics) {
      Spread.of(measured.spread())
          .document()
          .forEach((name, value) -> extra.put(HISTOGRAM + name, value));
    }
    terminal.data(
        switch (format) {
          case json -> JsonText.of(measured.document(extra));
          case gobench -> measured.line("BenchmarkOPAEval", extra, memory.isReported());
          case pretty -> {
            Grid grid = new Grid(2);
            measured
                .rows(extra, memory.isReported())
                .forEach((name, value) -> grid.row(List.of(name, String.valueOf(value))));
            yield grid.text();
          }
        });
  }
}
