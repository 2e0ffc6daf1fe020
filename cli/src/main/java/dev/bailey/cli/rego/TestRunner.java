package dev.bailey.cli.rego;

import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Policy;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.Tests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs the tests in a policy and prints how they ended, for other commands than {@code test}. */
public final class TestRunner {
  private TestRunner() {}

  /**
   * Runs those whose full name matches.
   *
   * @param regex empty for all
   * @param verbose whether those that passed are shown too
   * @return how they ended
   */
  public static List<TestResult> run(
      Terminal terminal, Policy policy, String regex, boolean verbose, Duration each)
      throws InterruptedException {
    Progress progress = new Progress(terminal);
    List<TestResult> results =
        new Tests(policy, each, Optional.empty())
            .run(
                Names.matching(regex), Runtime.getRuntime().availableProcessors(), progress::ended);
    progress.clear();
    new TestReport(terminal, verbose, true).print(results);
    return results;
  }

  /** Whether none failed. */
  public static boolean passed(List<TestResult> results) {
    return TestReport.passed(results);
  }
}
