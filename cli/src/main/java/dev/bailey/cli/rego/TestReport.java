package dev.bailey.cli.rego;

import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.tool.TestResult;
import dev.bailey.rego.tool.TestResult.Blame;
import dev.bailey.rego.tool.TestResult.Status;
import dev.bailey.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@code test} prints. */
final class TestReport {
  private static final String RULE = "-".repeat(80);

  private final Terminal terminal;
  private final boolean verbose;
  private final boolean variables;

  TestReport(Terminal terminal, boolean verbose, boolean variables) {
    this.terminal = terminal;
    this.verbose = verbose;
    this.variables = variables;
  }

  static boolean passed(List<TestResult> results) {
    return results.stream()
        .allMatch(r -> r.status() == Status.PASS || r.status() == Status.SKIPPED);
  }

  void print(List<TestResult> results) {
    for (TestResult result : results) {
      if (verbose || result.status() != Status.PASS) {
        terminal.data(result.location() + ":");
        print(result);
      }
    }
    if (results.isEmpty()) {
      return;
    }
    explain(
        results.stream()
            .filter(r -> r.trace().filter(t -> !t.lines().isEmpty()).isPresent())
            .toList());
    terminal.data(RULE);
    List<Status> ends = results.stream().flatMap(TestReport::ends).toList();
    for (Status status : Status.values()) {
      long count = ends.stream().filter(status::equals).count();
      if (count > 0) {
        terminal.data(word(status) + ": " + count + "/" + ends.size());
      }
    }
  }

  /** How tests went that did not pass. */
  private void explain(List<TestResult> failed) {
    if (failed.isEmpty()) {
      return;
    }
    terminal.data(RULE);
    terminal.data("FAILURES");
    terminal.data(RULE);
    for (TestResult result : failed) {
      terminal.data(headline(result));
      terminal.data("");
      result.trace().ifPresent(t -> t.lines().forEach(line -> terminal.data("  " + line)));
      terminal.data("");
    }
  }

  private String headline(TestResult result) {
    String took =
        result.status() == Status.SKIPPED ? "" : " (" + Durations.show(result.nanos()) + ")";
    return result.path() + "." + result.name() + ": " + coloured(result.status()) + took;
  }

  /** How a test ended, or each of its cases. */
  private static Stream<Status> ends(TestResult result) {
    return result.cases().isEmpty()
        ? Stream.of(result.status())
        : result.cases().values().stream().map(passed -> passed ? Status.PASS : Status.FAIL);
  }

  private void print(TestResult result) {
    terminal.data(headline(result));
    result.cases().forEach(this::printCase);
    for (RegoError error : result.errors()) {
      terminal.data("  " + error);
    }
    if (!result.output().isEmpty() && result.status() != Status.PASS) {
      terminal.data("");
      result.output().lines().forEach(line -> terminal.data("  " + line));
      terminal.data("");
    }
    result.failure().ifPresent(this::print);
  }

  private void printCase(String name, boolean passed) {
    if (verbose || !passed) {
      terminal.data("  " + name + ": " + coloured(passed ? Status.PASS : Status.FAIL));
    }
  }

  /** The expression that did not hold, and what the variables in it were. */
  private void print(Blame blame) {
    String text = blame.location().text().lines().findFirst().orElse("");
    terminal.data("  " + blame.location() + ": " + text);
    if (variables) {
      new TreeMap<>(blame.locals())
          .forEach((name, value) -> terminal.data("    " + name + ": " + value));
    }
  }

  private String coloured(Status status) {
    return switch (status) {
      case PASS -> terminal.good(word(status));
      case FAIL, ERROR -> terminal.bad(word(status));
      case SKIPPED -> terminal.quiet(word(status));
    };
  }

  private static String word(Status status) {
    return status.name();
  }

  /**
   * @param version the form of modules that do not say, in which traces are written
   */
  static List<Object> documents(List<TestResult> results, RegoVersion version) {
    return results.stream()
        .<Object>map(result -> {
          Map<String, Object> out = document(result);
          List<Object> steps =
              result.trace().map(t -> Explanation.document(t, version)).orElse(List.of());
          if (!steps.isEmpty()) {
            out.put("trace", steps);
          }
          return out;
        })
        .toList();
  }

  static Map<String, Object> document(TestResult result) {
    Map<String, Object> out = new LinkedHashMap<>();
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("file", result.location().source().name());
    place.putAll(Shown.place(result.location()));
    out.put("location", place);
    out.put("package", result.path());
    out.put("name", result.name());
    switch (result.status()) {
      case PASS -> {}
      case FAIL -> out.put("fail", true);
      case SKIPPED -> out.put("skip", true);
      case ERROR -> out.put("error", Shown.documents(result.errors()).getFirst());
    }
    out.put("duration", result.nanos());
    if (!result.output().isEmpty()) {
      byte[] bytes = result.output().getBytes(StandardCharsets.UTF_8);
      out.put("output", Base64.getEncoder().encodeToString(bytes));
    }
    if (!result.cases().isEmpty()) {
      Map<String, Object> cases = new LinkedHashMap<>();
      result
          .cases()
          .forEach((name, passed) -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", RegoString.of(name));
            if (!passed) {
              each.put("fail", true);
            }
            cases.put(name, each);
          });
      out.put("sub_results", cases);
    }
    return out;
  }
}
