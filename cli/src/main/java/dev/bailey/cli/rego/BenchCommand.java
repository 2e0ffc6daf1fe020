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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  private static final long ROUND_NANOS = 100_000_000L;
  private static final int ROUNDS = 20;
  private static final int WARM_ROUNDS = 10;

  private final Terminal terminal;

  @Parameters(paramLabel = "QUERY")
  private String query = "";

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "The input document.")
  private String input = "";

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
    Result<Query> prepared =
        loading.sources(loading.engine().build()).compile().then(p -> p.query(query));
    if (prepared instanceof Result.Failed<Query> failed) {
      return complain(failed.errors());
    }
    Query asked = prepared.orThrow();
    Input document =
        input.isEmpty() ? Input.NONE : Documents.input(input, Loading.text(Path.of(input)));
    return switch (asked.evaluate(document)) {
      case Outcome.Failed failed -> complain(failed.errors());
      case Outcome.Undefined undefined ->
          complain(List.of(new RegoError(RegoError.Code.LOAD, "undefined result", Location.NONE)));
      case Outcome.Defined defined -> {
        print(rounds(asked, document));
        yield Exit.DONE;
      }
    };
  }

  /** Errors are the document if one is asked for. */
  private int complain(List<RegoError> errors) {
    if (format != TestCommand.Style.json) {
      throw Loading.failure(errors);
    }
    terminal.data(JsonText.of(Map.of("errors", Shown.documents(errors))));
    return Exit.FAILED;
  }

  /** What was measured: how many evaluations, and the nanoseconds of one in each round, sorted. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Measured(long samples, double[] rounds) {}

  private static Measured rounds(Query asked, Input document) {
    double[] rounds = new double[ROUNDS];
    long samples = 0;
    for (int i = -WARM_ROUNDS; i < ROUNDS; i++) {
      long from = System.nanoTime();
      long count = 0;
      while (System.nanoTime() - from < ROUND_NANOS) {
        asked.evaluate(document);
        count++;
      }
      if (i >= 0) {
        rounds[i] = (System.nanoTime() - from) / (double) count;
        samples += count;
      }
    }
    Arrays.sort(rounds);
    return new Measured(samples, rounds);
  }

  private void print(Measured measured) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("samples", measured.samples());
    figures.put("ns/op (median round)", Math.round(measured.rounds()[ROUNDS / 2]));
    figures.put("ns/op (best round)", Math.round(measured.rounds()[0]));
    if (format == TestCommand.Style.json) {
      terminal.data(JsonText.of(figures));
      return;
    }
    Grid grid = new Grid(List.of("Metric", "Value"));
    figures.forEach((name, value) -> grid.row(List.of(name, String.valueOf(value))));
    terminal.data(grid.text());
  }
}
