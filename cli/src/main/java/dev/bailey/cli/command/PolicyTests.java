package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.policy.Expectations;
import dev.bailey.cli.policy.Expectations.Met;
import dev.bailey.cli.policy.PolicyArgument;
import dev.bailey.cli.rego.TestRunner;
import dev.bailey.cli.show.Terminal;
import dev.bailey.job.spec.Shown;
import dev.bailey.policy.interpreter.ModuleText;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.rego.Policy;
import dev.bailey.rego.tool.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests a policy. */
@Command(
    name = "test",
    description = {
      "Test a policy. In files *_test.rego, rules whose names begin with test_ are run with all that"
          + " a policy may refer to: data.framework, data.api, data.bailey, data.bailey_api.",
      "In files *_test.json stand questions in order, with what is expected: an array of {\"name\":"
          + " POINT, \"input\": {...}, \"allowed\": true or false, \"because\": part of the reason}."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:all passed",
      " 1:there was no test, or a file or the policy is wrong",
      " 2:something failed",
      "11:the policy is signed by nobody trusted"
    })
final class PolicyTests implements Callable<Integer> {
  private static final Duration EACH = Duration.ofSeconds(10);
  private static final int MOST_CHARACTERS = 600;

  private final Context context;

  @Parameters(index = "0", paramLabel = "POLICY", description = "Signed or not.")
  private String policy = "";

  @Parameters(
      index = "1..*",
      paramLabel = "PATH",
      description = "Tests, and folders with tests; those beside the policy if not given.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-r", "--run"},
      paramLabel = "REGEX",
      description =
          "Only rules whose full name matches, such as data.house_test.test_train, and no"
              + " questions of files.")
  private String run = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what passed, too.")
  private boolean verbose;

  PolicyTests(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    RegoPolicy tested = PolicyArgument.read(policy, context.home().policySigners());
    List<Path> files = files();
    List<ModuleText> modules = new ArrayList<>();
    List<Expectations> expectations = new ArrayList<>();
    List<Path> expected = new ArrayList<>();
    for (Path file : files) {
      String text = PolicyCommand.text(file.toString());
      if (file.toString().endsWith(".rego")) {
        modules.add(new ModuleText(file.toString(), text));
      } else {
        expectations.add(made(Expectations.read(text), file + " cannot be used"));
        expected.add(file);
      }
    }
    Policy compiled =
        made(tested.check().then(e -> e.withTests(modules)), "the policy cannot be tested");
    boolean passed = true;
    int count = 0;
    if (!modules.isEmpty()) {
      List<TestResult> results = TestRunner.run(context.terminal(), compiled, run, verbose, EACH);
      count += results.size();
      passed = TestRunner.passed(results);
    }
    for (int i = 0; run.isEmpty() && i < expectations.size(); i++) {
      List<Met> met = expectations.get(i).ask(tested);
      count += met.size();
      passed &= show(expected.get(i), met);
    }
    if (count == 0) {
      throw new Failure(
          Exit.FAILED, "no test was run", "", "name files *_test.rego or *_test.json");
    }
    return passed ? Exit.DONE : Exit.USAGE;
  }

  private List<Path> files() {
    if (paths.isEmpty()) {
      return within(Path.of(policy).toAbsolutePath().resolveSibling(""), 1);
    }
    List<Path> files = new ArrayList<>();
    for (String place : paths) {
      Path path = Path.of(place);
      files.addAll(Files.isDirectory(path) ? within(path, Integer.MAX_VALUE) : List.of(path));
    }
    return files;
  }

  private static List<Path> within(Path folder, int depth) {
    try (Stream<Path> all = Files.walk(folder, depth)) {
      return all.filter(PolicyTests::isTest).sorted().toList();
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.FAILED, "cannot read " + folder, String.valueOf(unreadable.getMessage()), "");
    }
  }

  private static boolean isTest(Path file) {
    String name = file.toString();
    return Files.isRegularFile(file)
        && (name.endsWith("_test.rego") || name.endsWith("_test.json"));
  }

  private static <T> T made(Tried<T> tried, String what) {
    return switch (tried) {
      case Tried.Done<T>(T value) -> value;
      case Tried.Failed<T>(String error) -> throw new Failure(Exit.FAILED, what, error, "");
    };
  }

  private boolean show(Path file, List<Met> met) {
    Terminal terminal = context.terminal();
    int failed = 0;
    for (Met one : met) {
      String name =
          "%s: %d %s: ".formatted(file, one.number(), one.expected().question().point().wireName());
      if (one.wrong().isPresent()) {
        failed++;
        terminal.data(Shown.line(name, MOST_CHARACTERS) + terminal.bad("FAIL"));
        terminal.data("  expected: " + wanted(one));
        terminal.data("  " + Shown.line(one.wrong().get(), MOST_CHARACTERS));
      } else if (verbose) {
        terminal.data(Shown.line(name, MOST_CHARACTERS) + terminal.good("PASS"));
      }
    }
    terminal.data("%s: PASS: %d/%d".formatted(file, met.size() - failed, met.size()));
    return failed == 0;
  }

  private static String wanted(Met met) {
    String because = met.expected().because();
    return met.expected().allowed()
        ? "allowed"
        : "refused"
            + (because.isEmpty()
                ? ""
                : ", because of something with “" + Shown.line(because, MOST_CHARACTERS) + "”");
  }
}
