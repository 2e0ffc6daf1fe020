package dev.bailey.rego.vectors;

import dev.bailey.rego.Answer;
import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Policy;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Result;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Runs cases through the library as its users would. */
final class CaseRunner {
  private final Optimisations optimisations;
  private final Map<Kind, Engine> engines = new ConcurrentHashMap<>();

  /** What an engine has to be like for a case. */
  private record Kind(RegoVersion version, boolean strict, boolean strictError) {}

  CaseRunner(Optimisations optimisations) {
    this.optimisations = optimisations;
  }

  Verdict run(Case c) {
    Kind kind = new Kind(c.version(), c.strict(), c.strictError());
    PolicySources sources = engines.computeIfAbsent(kind, this::engine).policy();
    for (int i = 0; i < c.modules().size(); i++) {
      sources.module("test-" + i + ".rego", c.modules().get(i));
    }
    return switch (sources.data(c.data()).hidingData().compile()) {
      case Result.Failed<Policy> failed -> error(c, failed.errors(), "compile");
      case Result.Ok<Policy> policy -> c.query().isEmpty() ? compiled(c) : ask(c, policy.value());
    };
  }

  private Engine engine(Kind kind) {
    return Engine.builder()
        .version(kind.version())
        .strict(kind.strict())
        .strictBuiltinErrors(kind.strictError())
        .optimisations(optimisations)
        .limits(Limits.STANDARD.withTime(Duration.ofSeconds(20)))
        .network(TestBuiltins.LOCALHOST)
        .builtin(TestBuiltins.SLEEP)
        .build();
  }

  private static Verdict compiled(Case c) {
    return c.wantsError() ? unexpected(c, "no error") : new Verdict.Passed();
  }

  private static Verdict ask(Case c, Policy policy) {
    Result<Query> query = policy.query(c.query());
    if (query instanceof Result.Failed<Query> failed) {
      return error(c, failed.errors(), "query-compile");
    }
    Result<Input> input = input(c, policy);
    if (input instanceof Result.Failed<Input> failed) {
      return new Verdict.Failed("its input: " + RegoError.text(failed.errors()));
    }
    return switch (query.orThrow().rows(input.orThrow())) {
      case Answer.Failed failed -> error(c, failed.errors(), "eval");
      case Answer.Rows rows -> result(c, holding(rows));
    };
  }

  /** A query that is {@code false} has a row for its asker, and none for the vectors. */
  private static List<Map<String, Value>> holding(Answer.Rows rows) {
    return rows.rows().stream()
        .filter(
            row -> row.expressions().stream().noneMatch(e -> e.value().equals(RegoBoolean.FALSE)))
        .map(Answer.Row::bindings)
        .toList();
  }

  private static Result<Input> input(Case c, Policy policy) {
    if (c.inputTerm().isPresent()) {
      return policy
          .query("x = " + c.inputTerm().get())
          .then(q ->
              switch (q.rows(Input.NONE)) {
                case Answer.Failed failed -> Result.failed(failed.errors());
                case Answer.Rows rows -> Result.ok(bound(rows.rows().getFirst()));
              })
          .map(Input::of);
    }
    return Result.ok(c.input().map(Input::of).orElse(Input.NONE));
  }

  private static Value bound(Answer.Row row) {
    return Objects.requireNonNull(row.bindings().get("x"), "the query binds x");
  }

  private static Verdict result(Case c, List<Map<String, Value>> rows) {
    if (c.wantsError()) {
      return unexpected(c, rows.toString());
    }
    if (c.wantResult().isEmpty()) {
      return new Verdict.Passed();
    }
    Comparison comparison = new Comparison(c);
    Value wanted = comparison.wanted(c.wantResult().get());
    Value got = comparison.got(rows);
    return wanted.equals(got)
        ? new Verdict.Passed()
        : new Verdict.Failed("wanted " + wanted.toJson() + "\n    got " + got.toJson());
  }

  private static Verdict error(Case c, List<RegoError> errors, String stage) {
    String text = RegoError.text(errors);
    if (!c.wantsError()) {
      return new Verdict.Failed(text);
    }
    boolean parsing = errors.stream().allMatch(e -> e.code() == RegoError.Code.PARSE);
    String where = parsing ? stage.replace("compile", "parse") : stage;
    if (c.wantStage().isPresent() && !c.wantStage().get().equals(where)) {
      return unexpected(c, "at " + where + ": " + text);
    }
    boolean coded =
        c.wantCodes().isEmpty()
            || errors.stream().anyMatch(e -> c.wantCodes().contains(e.code().text()));
    boolean told = c.wantError().isEmpty() || text.contains(c.wantError().get());
    return coded && told ? new Verdict.Passed() : unexpected(c, text);
  }

  private static Verdict unexpected(Case c, String got) {
    StringBuilder wanted = new StringBuilder("wanted an error");
    c.wantStage().ifPresent(stage -> wanted.append(" at ").append(stage));
    c.wantCodes().forEach(code -> wanted.append(' ').append(code));
    c.wantError().ifPresent(error -> wanted.append(": ").append(error));
    return new Verdict.Failed(wanted + "\n    got " + got);
  }
}
