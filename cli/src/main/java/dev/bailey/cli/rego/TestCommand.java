package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Result;
import dev.bailey.rego.tool.Coverage;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.Tests;
import dev.bailey.rego.tool.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs tests. */
@Command(
    name = "test",
    description = "Run the rules whose names begin with test_.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all tests passed",
      "1:no file was given, a file is wrong, --fail-on-empty and no test ran,"
          + " or a test failed while coverage was measured",
      "2:a test failed, had an error or was skipped, or the coverage is below the threshold"
    })
final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Reading reading = new Reading();

  @Option(
      names = {"-r", "--run"},
      paramLabel = "REGEX",
      description = "Only tests whose full name matches.")
  private String run = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Show passed tests, and how those went that do not pass.")
  private boolean verbose;

  @Option(
      names = "--var-values",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Show the values of local variables where a test failed; on if not said.")
  private boolean variables = true;

  @Option(
      names = {"-f", "--format"},
      description = "How: ${COMPLETION-CANDIDATES}.",
      defaultValue = "pretty")
  private Style format = Style.pretty;

  @Option(
      names = "--explain",
      description =
          "Trace the tests that do not pass: ${COMPLETION-CANDIDATES}; fails with -v if not said.")
  private Trace.Detail explain = Trace.Detail.off;

  @Option(names = "--sort", description = "Order of the results in JSON: ${COMPLETION-CANDIDATES}.")
  private Order sort = Order.none;

  @Option(names = "--bench", description = "Time the tests that pass, each for a second.")
  private boolean bench;

  @Mixin private Memory memory = new Memory();

  @Option(
      names = {"-c", "--coverage"},
      description = "Report which expressions the tests reached.")
  private boolean coverage;

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      description = "Like --coverage, and exit with 2 if the coverage is lower.")
  private double threshold;

  @Option(
      names = {"-z", "--exit-zero-on-skipped"},
      description = "A skipped test does not change the exit code.")
  private boolean skippedIsFine;

  @Option(names = "--fail-on-empty", description = "Exit with 1 if no test ran.")
  private boolean failOnEmpty;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Of one test; 5s if not given, 30s with --bench.",
      converter = Durations.class)
  private Optional<Duration> timeout = Optional.empty();

  @Option(names = "--count", paramLabel = "N", description = "Run all N times.")
  private int count = 1;

  @Option(
      names = {"-p", "--parallel"},
      paramLabel = "N",
      description = "How many at once; as many as there are processors if not given.")
  private int parallel = Runtime.getRuntime().availableProcessors();

  TestCommand(Context context) {
    this.terminal = context.terminal();
  }

  /** How results are printed. */
  enum Style {
    pretty,
    json,
    gobench
  }

  /** In which order results stand in a document. */
  enum Order {
    /** Of files and texts. */
    none,
    /** The slowest first. */
    duration
  }

  @Override
  public Integer call() throws InterruptedException {
    if (format == Style.gobench && !bench) {
      throw new Failure(Exit.USAGE, "--format gobench needs --bench", "", "");
    }
    if (bench && (coverage || threshold > 0)) {
      throw new Failure(
          Exit.USAGE, "--bench does not go with --coverage", "watched tests are slow", "");
    }
    if (sort == Order.duration && format != Style.json) {
      terminal.say("--sort counts in JSON only");
    }
    Policy policy =
        switch (reading.sources(reading.version(), false).compile()) {
          case Result.Ok<Policy> ok -> ok.value();
          case Result.Failed<Policy> failed ->
              throw Shown.failure(Exit.FAILED, "", failed.errors());
        };
    boolean measured = coverage || threshold > 0;
    Optional<Coverage> covered = measured ? Optional.of(new Coverage(policy)) : Optional.empty();
    List<TestResult> results = new ArrayList<>();
    Duration each = timeout.orElse(Duration.ofSeconds(bench ? 30 : 5));
    Tests tests = new Tests(policy, each, covered);
    Trace.Detail detail = verbose && explain == Trace.Detail.off ? Trace.Detail.fails : explain;
    if (detail != Trace.Detail.off) {
      tests = tests.explaining(detail, variables);
    }
    for (int i = 0; i < Math.max(1, count); i++) {
      results.addAll(bench ? bench(policy, tests) : run(tests, measured));
    }
    return covered.isPresent() ? measured(covered.get(), results) : code(results);
  }

  private int code(List<TestResult> results) {
    if (failOnEmpty && results.isEmpty()) {
      terminal.say("no tests were run");
      return Exit.FAILED;
    }
    boolean skipped = results.stream().anyMatch(r -> r.status() == TestResult.Status.SKIPPED);
    return TestReport.passed(results) && (skippedIsFine || !skipped) ? Exit.DONE : Exit.USAGE;
  }

  /** Times the tests that pass; the others are shown as always. */
  private List<TestResult> bench(Policy policy, Tests tests) throws InterruptedException {
    List<TestResult> results = TestRunner.run(terminal, tests, run, 1);
    TestBenchmarks benchmarks = new TestBenchmarks(terminal, policy, format, memory.isReported());
    results.forEach(benchmarks::add);
    if (format == Style.json) {
      terminal.data(JsonText.of(benchmarks.documents()));
    } else {
      new TestReport(terminal, false, variables).print(results);
    }
    return results;
  }

  private List<TestResult> sorted(List<TestResult> results) {
    return sort == Order.none
        ? results
        : results.stream().sorted(Comparator.comparingLong(TestResult::nanos).reversed()).toList();
  }

  private List<TestResult> run(Tests tests, boolean measured) throws InterruptedException {
    List<TestResult> results = TestRunner.run(terminal, tests, run, Math.max(1, parallel));
    if (measured && TestReport.passed(results)) {
      return results;
    }
    if (format == Style.json) {
      terminal.data(JsonText.of(TestReport.documents(sorted(results), reading.version())));
    } else {
      new TestReport(terminal, verbose, variables).print(results);
    }
    return results;
  }

  /** The coverage stands in place of the results, unless one of them is bad. */
  private int measured(Coverage covered, List<TestResult> results) {
    if (!TestReport.passed(results)) {
      return Exit.FAILED;
    }
    Coverage.Report report = covered.report();
    if (report.percent() < threshold) {
      terminal.say(
          "Code coverage threshold not met: got %.2f instead of %.2f"
              .formatted(report.percent(), threshold));
      return Exit.USAGE;
    }
    terminal.data(JsonText.of(CoverageText.document(report)));
    return code(results);
  }
}
