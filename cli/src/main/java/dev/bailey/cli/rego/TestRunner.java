package dev.bailey.cli.rego;

import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Policy;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.Tests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs the tests in a policy with a line that counts them, and prints how they ended. */
public final class TestRunner {
  private TestRunner() {}

  /** Runs those whose full name matches; an empty expression matches all. */
  static List<TestResult> run(Terminal terminal, Tests tests, String regex, int threads)
      throws InterruptedException {
    Progress progress = new Progress(terminal);
    List<TestResult> results = tests.run(Names.matching(regex), threads, progress::ended);
    progress.clear();
    return results;
  }

  /**
   * Runs and prints them for other commands than {@code test}.
   *
   * @param regex empty for all
   * @param verbose whether those that passed are shown too
   * @param each most time of one
   * @return how they ended
   */
  public static List<TestResult> run(
      Terminal terminal, Policy policy, String regex, boolean verbose, Duration each)
      throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<TestResult> results =
        run(terminal, new Tests(policy, each, Optional.empty()), regex, threads);
    new TestReport(terminal, verbose, true).print(results);
    return results;
  }

  /** Whether none failed. */
  public static boolean passed(List<TestResult> results) {
    return TestReport.passed(results);
  }
}
