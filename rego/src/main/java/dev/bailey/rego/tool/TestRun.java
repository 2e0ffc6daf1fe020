package dev.bailey.rego.tool;

import dev.bailey.rego.Answer;
import dev.bailey.rego.Input;
import dev.bailey.rego.Location;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.eval.EvalOptions;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.tool.TestResult.Blame;
import dev.bailey.rego.tool.TestResult.Status;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one test. It is run unwatched if possible; watched if coverage or cases are wanted, and once
 * more if it failed, to find out where.
 */
final class TestRun {
  private final Policy policy;
  private final Tests.Found test;
  private final Duration timeout;
  private final Optional<Coverage> coverage;
  private final Supplier<Optional<Trace>> traces;
  private final StringBuilder output = new StringBuilder();

  TestRun(
      Policy policy,
      Tests.Found test,
      Duration timeout,
      Optional<Coverage> coverage,
      Supplier<Optional<Trace>> traces) {
    this.traces = traces;
    this.policy = policy;
    this.test = test;
    this.timeout = timeout;
    this.coverage = coverage;
  }

  TestResult run() {
    if (test.isSkipped()) {
      return result(Status.SKIPPED, 0, List.of(), Map.of(), Optional.empty(), Optional.empty());
    }
    return switch (policy.query(test.fullName())) {
      case Result.Failed<Query> failed ->
          result(Status.ERROR, 0, failed.errors(), Map.of(), Optional.empty(), Optional.empty());
      case Result.Ok<Query> ok -> run(ok.value());
    };
  }

  private TestResult run(Query prepared) {
    EvalOptions options = prepared.options();
    Query query =
        prepared.withOptions(
            options
                .withLimits(options.limits().withTime(timeout))
                .withPrint((location, text) -> output.append(text).append('\n')));
    Eyes eyes = new Eyes();
    boolean watched = coverage.isPresent() || test.variable().isPresent();
    long from = System.nanoTime();
    Answer answer = watched ? query.watch(Input.NONE, eyes) : query.rows(Input.NONE);
    long nanos = System.nanoTime() - from;
    if (answer instanceof Answer.Failed failed) {
      return result(Status.ERROR, nanos, failed.errors(), Map.of(), Optional.empty(), trace(query));
    }
    Optional<Value> value = value(answer);
    Map<String, Boolean> cases = eyes.cases(value);
    boolean passed =
        value.isPresent()
            && !(value.get() instanceof RegoBoolean b && !b.isTrue())
            && (test.variable().isEmpty() || !cases.isEmpty())
            && !cases.containsValue(false);
    if (!passed && !watched) {
      quiet(query).watch(Input.NONE, eyes);
    }
    return result(
        passed ? Status.PASS : Status.FAIL,
        nanos,
        List.of(),
        cases,
        passed ? Optional.empty() : eyes.blame(),
        passed ? Optional.empty() : trace(query));
  }

  /** How it goes, if somebody wants to know; it is run once more for that. */
  private Optional<Trace> trace(Query query) {
    Optional<Trace> trace = traces.get();
    trace.ifPresent(watcher -> quiet(query).watch(Input.NONE, watcher));
    return trace;
  }

  private static Query quiet(Query query) {
    return query.withOptions(query.options().withPrint((location, text) -> {}));
  }

  private static Optional<Value> value(Answer answer) {
    return answer instanceof Answer.Rows rows && !rows.rows().isEmpty()
        ? Optional.of(rows.rows().getFirst().expressions().getFirst().value())
        : Optional.empty();
  }

  private TestResult result(
      Status status,
      long nanos,
      List<RegoError> errors,
      Map<String, Boolean> cases,
      Optional<Blame> blame,
      Optional<Trace> trace) {
    return new TestResult(
        test.location(),
        test.path(),
        test.name(),
        status,
        nanos,
        errors,
        output.toString(),
        cases,
        blame,
        trace);
  }

  /** Sees which cases there are, and the last expression of the test that did not hold. */
  private final class Eyes implements Watcher {
    private final Map<String, Value> names = new TreeMap<>();
    private @Nullable Blame blame;

    @Override
    public void at(Event event, Point point, Supplier<Map<String, Value>> locals) {
      coverage.ifPresent(c -> c.at(event, point, locals));
      if (point.kind() != Point.Kind.EXPRESSION || !inside(point.location())) {
        return;
      }
      if (test.variable().isPresent()) {
        Value name = locals.get().get(test.variable().get());
        if (name != null) {
          names.put(name instanceof RegoString s ? s.text() : name.toString(), name);
        }
      }
      if (event == Event.FAIL) {
        blame = new Blame(point.location(), locals.get());
      }
    }

    private boolean inside(Location location) {
      Location rule = test.location();
      return location.source().equals(rule.source())
          && location.offset() >= rule.offset()
          && location.offset() < rule.offset() + rule.length();
    }

    private Map<String, Boolean> cases(Optional<Value> value) {
      Map<String, Boolean> cases = new TreeMap<>();
      if (test.variable().isPresent()) {
        names.forEach((text, name) ->
            cases.put(
                text,
                value.orElse(RegoObject.EMPTY) instanceof RegoObject o
                    && o.get(name) != null
                    && !(o.get(name) instanceof RegoBoolean b && !b.isTrue())));
      }
      return cases;
    }

    private Optional<Blame> blame() {
      return Optional.ofNullable(blame);
    }
  }
}
