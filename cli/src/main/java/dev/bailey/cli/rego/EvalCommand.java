package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Answer;
import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.eval.EvalOptions.BuiltinErrors;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.tool.Coverage;
import dev.bailey.rego.tool.Profile;
import dev.bailey.rego.tool.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates one query. */
@Command(
    name = "eval",
    description = "Evaluate a query over policies, data and input.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:evaluated, whatever the result",
      "1:--fail and nothing was found, or --fail-defined and something was",
      "2:errors, or a wrong command line"
    })
final class EvalCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Asking asking = new Asking();

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "json")
  private Output format = Output.json;

  @Option(names = "--fail", description = "Exit with 1 if the result is undefined or empty.")
  private boolean fail;

  @Option(names = "--fail-defined", description = "Exit with 1 if the result is defined.")
  private boolean failDefined;

  @Option(names = "--strict-builtin-errors", description = "The first error of a builtin ends it.")
  private boolean strictErrors;

  @Option(names = "--show-builtin-errors", description = "Report all errors of builtins.")
  private boolean showErrors;

  @Option(names = "--explain", description = "Trace: ${COMPLETION-CANDIDATES}.")
  private Trace.Detail explain = Trace.Detail.off;

  @Option(names = "--var-values", description = "Show values of variables in the trace.")
  private boolean variables;

  @Option(names = "--coverage", description = "Report which expressions were evaluated.")
  private boolean coverage;

  @Option(names = "--profile", description = "Report which expressions took the time.")
  private boolean profile;

  @Option(names = "--profile-limit", paramLabel = "N", defaultValue = "10")
  private int profileLimit = 10;

  @Option(
      names = "--profile-sort",
      paramLabel = "BY",
      description =
          "Order of the profile: ${COMPLETION-CANDIDATES}; may be repeated, the first counts most.")
  private List<Profiles.By> profileSort = List.of();

  @Option(names = "--metrics", description = "Report how long each stage took.")
  private boolean metrics;

  @Option(names = "--count", paramLabel = "N", description = "Evaluate N times.")
  private int count = 1;

  @Option(names = "--disable-early-exit", description = "Evaluate on where all proofs agree.")
  private boolean noEarlyExit;

  @Option(names = "--disable-indexing", description = "Try each rule.")
  private boolean noIndex;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Such as 500ms, 5s, 2m; 60s if not given.",
      converter = Durations.class)
  private Duration timeout = Limits.STANDARD.time();

  EvalCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    String text = asking.text();
    Timings timings = new Timings();
    Evaluated found = evaluate(text, timings);
    EvalReport report =
        new EvalReport(loading.version(), found, format, new Profiles(profileSort, profileLimit));
    if (metrics || isProfiled()) {
      report = report.with(timings);
    }
    report.print(terminal);
    return exit(found);
  }

  private boolean isProfiled() {
    return profile || !profileSort.isEmpty();
  }

  private int exit(Evaluated found) {
    if (!found.errors().isEmpty() && !showErrors) {
      return Exit.USAGE;
    }
    boolean defined = !found.rows().isEmpty();
    return (fail && !defined) || (failDefined && defined) ? Exit.FAILED : Exit.DONE;
  }

  private Evaluated evaluate(String text, Timings timings) {
    Engine engine =
        loading
            .engine()
            .limits(Limits.STANDARD.withTime(timeout))
            .optimisations(new Optimisations(!noIndex, true, !noEarlyExit, true))
            .builtinErrors(
                strictErrors
                    ? BuiltinErrors.STOP
                    : showErrors ? BuiltinErrors.COLLECT : BuiltinErrors.UNDEFINED)
            .print((location, line) -> terminal.say(line))
            .build();
    Result<Policy> policy =
        timings.time("rego_module_compile", () -> loading.sources(engine).compile());
    return switch (policy) {
      case Result.Failed<Policy> failed -> Evaluated.failed(failed.errors());
      case Result.Ok<Policy> ok -> ask(ok.value(), text, timings);
    };
  }

  private Evaluated ask(Policy policy, String text, Timings timings) {
    Result<Query> prepared = timings.time("rego_query_compile", () -> asking.prepare(policy, text));
    if (prepared instanceof Result.Failed<Query> failed) {
      return Evaluated.failed(failed.errors());
    }
    return run(policy, prepared.orThrow(), asking.input(), timings);
  }

  private Evaluated run(Policy policy, Query prepared, Input document, Timings timings) {
    Optional<Coverage> covered = coverage ? Optional.of(new Coverage(policy)) : Optional.empty();
    Optional<Profile> profiled = isProfiled() ? Optional.of(new Profile()) : Optional.empty();
    Optional<Trace> traced =
        explain == Trace.Detail.off ? Optional.empty() : Optional.of(new Trace(explain, variables));
    List<Watcher> watchers = new ArrayList<>();
    covered.ifPresent(watchers::add);
    profiled.ifPresent(watchers::add);
    traced.ifPresent(watchers::add);
    Answer answer = new Answer.Rows(List.of(), List.of());
    for (int i = 0; i < Math.max(1, count); i++) {
      answer =
          timings.time(
              "rego_query_eval",
              () ->
                  watchers.isEmpty()
                      ? prepared.rows(document)
                      : prepared.watch(document, Watchers.all(watchers)));
    }
    List<RegoError> errors =
        switch (answer) {
          case Answer.Failed failed -> failed.errors();
          case Answer.Rows rows -> rows.errors();
        };
    List<Answer.Row> rows = answer instanceof Answer.Rows found ? found.rows() : List.of();
    return new Evaluated(rows, errors, covered, profiled, traced);
  }
}
