package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Engine;
import dev.bailey.rego.Policy;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.Result;
import dev.bailey.rego.tool.Coverage;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.Tests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs tests. */
@Command(
    name = "test",
    description = "Run the rules whose names begin with test_.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all tests passed or were skipped",
      "1:nothing could be loaded, or the coverage is below the threshold",
      "2:a test failed or had an error"
    })
final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  private List<String> paths = new ArrayList<>();

  @Mixin private Loading loading = new Loading();

  @Option(
      names = {"-r", "--run"},
      paramLabel = "REGEX",
      description = "Only tests whose full name matches.")
  private String run = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Show passed tests and where failed ones failed.")
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

  @Option(names = "--coverage", description = "Report which expressions the tests reached.")
  private boolean coverage;

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      description = "Exit with 1 if the coverage is lower.")
  private double threshold;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Of one test; 5s if not given.",
      converter = Durations.class)
  private Duration timeout = Duration.ofSeconds(5);

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
    json
  }

  @Override
  public Integer call() throws InterruptedException {
    Engine engine = loading.engine().print((location, line) -> {}).build();
    PolicySources sources = loading.sources(engine);
    paths.forEach(path -> Loading.add(sources, path));
    Policy policy =
        switch (sources.compile()) {
          case Result.Ok<Policy> ok -> ok.value();
          case Result.Failed<Policy> failed ->
              throw Shown.failure(Exit.FAILED, "", failed.errors());
        };
    boolean measured = coverage || threshold > 0;
    Optional<Coverage> covered = measured ? Optional.of(new Coverage(policy)) : Optional.empty();
    boolean passed = true;
    for (int i = 0; i < Math.max(1, count); i++) {
      passed &= run(new Tests(policy, timeout, covered), measured);
    }
    return covered.isPresent() ? measured(covered.get(), passed) : code(passed);
  }

  private static int code(boolean passed) {
    return passed ? Exit.DONE : Exit.USAGE;
  }

  private boolean run(Tests tests, boolean quiet) throws InterruptedException {
    Predicate<String> wanted = Names.matching(run);
    Progress progress = new Progress(terminal);
    List<TestResult> results = tests.run(wanted, Math.max(1, parallel), progress::ended);
    progress.clear();
    TestReport report = new TestReport(terminal, verbose, variables);
    boolean passed = TestReport.passed(results);
    if (format == Style.json) {
      terminal.data(JsonText.of(TestReport.documents(results)));
    } else if (!quiet || !passed) {
      report.print(results);
    }
    return passed;
  }

  private int measured(Coverage covered, boolean passed) {
    Coverage.Report report = covered.report();
    if (coverage && passed) {
      terminal.data(JsonText.of(CoverageText.document(report)));
    }
    if (passed && report.percent() < threshold) {
      terminal.say(
          "Code coverage threshold not met: got %.2f instead of %.2f"
              .formatted(report.percent(), threshold));
      return Exit.FAILED;
    }
    return code(passed);
  }
}
