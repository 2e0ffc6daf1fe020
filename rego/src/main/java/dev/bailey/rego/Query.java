package dev.bailey.rego;

import dev.bailey.rego.eval.Decision;
import dev.bailey.rego.eval.EvalOptions;
import dev.bailey.rego.eval.Evaluator;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that is ready to be asked. Immutable; may be asked by any number of threads at once.
 */
public final class Query {
  private final Body body;
  private final boolean single;
  private final Body core;
  private final Evaluator.Query machine;
  private final Evaluator.@Nullable Entry entry;
  private final Supplier<Result<Evaluator.Query>> watchable;
  private final RegoObject data;
  private final EvalOptions options;

  /**
   * @param single whether one value is asked for
   * @param entry if the question is the path of one document
   * @param watchable the same made for watching
   */
  Query(
      Body body,
      boolean single,
      Body core,
      Evaluator.Query machine,
      Evaluator.@Nullable Entry entry,
      Supplier<Result<Evaluator.Query>> watchable,
      RegoObject data,
      EvalOptions options) {
    this.body = body;
    this.single = single;
    this.core = core;
    this.machine = machine;
    this.entry = entry;
    this.watchable = watchable;
    this.data = data;
    this.options = options;
  }

  /**
   * Asks for one value: that of the question's last expression where it first holds. Most questions
   * are one expression, {@code data.authz.allow}.
   */
  public Outcome evaluate(Input input) {
    Evaluator.Entry document = entry;
    if (document == null) {
      return Answers.last(rows(input));
    }
    RegoError problem = input.problem();
    if (problem != null) {
      return new Outcome.Failed(List.of(problem));
    }
    return switch (document.decide(data, input.value(), options)) {
      case Decision.Defined defined -> Outcome.Defined.of(defined.value());
      case Decision.Undefined undefined -> Outcome.Undefined.INSTANCE;
      case Decision.Failed failed -> new Outcome.Failed(failed.errors());
    };
  }

  /** Asks for all ways in which the question holds, with the values of its variables. */
  public Answer rows(Input input) {
    return run(machine, input, options);
  }

  /** The same while somebody watches: slower, and with the same answer. */
  public Answer watch(Input input, Watcher watcher) {
    return switch (watchable.get()) {
      case Result.Ok<Evaluator.Query> ok -> run(ok.value(), input, options.withWatcher(watcher));
      case Result.Failed<Evaluator.Query> failed -> new Answer.Failed(failed.errors());
    };
  }

  /** The same question with other base documents. */
  public Query withData(RegoObject documents) {
    return new Query(body, single, core, machine, entry, watchable, documents, options);
  }

  /** The same question with other limits, hooks or clock. */
  public Query withOptions(EvalOptions other) {
    return new Query(body, single, core, machine, entry, watchable, data, other);
  }

  /** The question in core form, for tools. */
  public Body core() {
    return core;
  }

  public EvalOptions options() {
    return options;
  }

  private Answer run(Evaluator.Query prepared, Input input, EvalOptions how) {
    RegoError problem = input.problem();
    if (problem != null) {
      return new Answer.Failed(List.of(problem));
    }
    return switch (prepared.run(data, input.value(), how)) {
      case dev.bailey.rego.eval.Outcome.Failed failed -> new Answer.Failed(failed.errors());
      case dev.bailey.rego.eval.Outcome.Rows found ->
          new Answer.Rows(
              Answers.rows(body, single, prepared.plan().names(), found.rows()), found.errors());
    };
  }
}
