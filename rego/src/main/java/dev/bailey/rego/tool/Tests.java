package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.Policy;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs the tests of a policy: rules whose name begins with {@code test_}. A test passes if its
 * value is defined and not false; those whose name begins with {@code todo_test_} are skipped.
 */
public final class Tests {
  private final Policy policy;
  private final Duration timeout;
  private final Optional<Coverage> coverage;
  private final Supplier<Optional<Trace>> traces;

  /**
   * A test that exists.
   *
   * @param path of its package, from {@code data}
   * @param variable what names its cases, if it has any
   */
  record Found(Location location, String path, String name, Optional<String> variable) {
    String fullName() {
      return path + "." + name;
    }

    boolean isSkipped() {
      return name.startsWith("todo_test_");
    }
  }

  /**
   * @param timeout of one test
   * @param coverage to be told what is reached
   */
  public Tests(Policy policy, Duration timeout, Optional<Coverage> coverage) {
    this(policy, timeout, coverage, Optional::empty);
  }

  private Tests(
      Policy policy,
      Duration timeout,
      Optional<Coverage> coverage,
      Supplier<Optional<Trace>> traces) {
    this.policy = policy;
    this.timeout = timeout;
    this.coverage = coverage;
    this.traces = traces;
  }

  /**
   * The same, with traces of the tests that do not pass.
   *
   * @param variables whether values of variables stand in them
   */
  public Tests explaining(Trace.Detail detail, boolean variables) {
    return new Tests(policy, timeout, coverage, () -> Optional.of(new Trace(detail, variables)));
  }

  /**
   * Runs tests on some threads.
   *
   * @param wanted by full name, {@code data.authz_test.test_admin}
   * @param ended hears of each test as it ends, on the thread that called
   * @return the results, in the order of files and texts
   */
  public List<TestResult> run(Predicate<String> wanted, int threads, Consumer<TestResult> ended)
      throws InterruptedException {
    List<Found> found = found().stream().filter(t -> wanted.test(t.fullName())).toList();
    List<TestResult> results = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      List<Future<TestResult>> running = new ArrayList<>();
      for (Found test : found) {
        running.add(pool.submit(() -> new TestRun(policy, test, timeout, coverage, traces).run()));
      }
      for (Future<TestResult> each : running) {
        TestResult result = result(each);
        results.add(result);
        ended.accept(result);
      }
    }
    return results;
  }

  private static TestResult result(Future<TestResult> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  List<Found> found() {
    Map<String, Found> all = new LinkedHashMap<>();
    for (Module module : policy.modules()) {
      String path = path(module.path());
      for (Rule rule : module.rules()) {
        named(rule, path).ifPresent(test -> all.putIfAbsent(test.fullName(), test));
      }
    }
    return List.copyOf(all.values());
  }

  private static Optional<Found> named(Rule rule, String path) {
    String name = "";
    Optional<String> variable = Optional.empty();
    switch (rule.head().name()) {
      case Term.Var v -> name = v.name();
      case Term.Ref ref when ref.head() instanceof Term.Var v -> {
        name = v.name();
        if (ref.path().getFirst() instanceof Term.Var key && !key.isWildcard()) {
          variable = Optional.of(key.name());
        }
      }
      default -> {}
    }
    boolean isTest = name.startsWith("test_") || name.startsWith("todo_test_");
    return isTest && rule.head().arguments().isEmpty()
        ? Optional.of(new Found(rule.location(), path, name, variable))
        : Optional.empty();
  }

  /** {@code data.a.b}, {@code data["a-b"].c}. */
  private static String path(List<String> parts) {
    StringBuilder out = new StringBuilder("data");
    for (String part : parts) {
      boolean plain = part.matches("[A-Za-z_][A-Za-z0-9_]*");
      out.append(plain ? "." + part : "[" + RegoString.of(part) + "]");
    }
    return out.toString();
  }
}
