package dev.bailey.policy.interpreter;

import dev.bailey.rego.Answer;
import dev.bailey.rego.Input;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Modules that are ready to be asked: immutable, shared by everybody who has the same modules. */
public final class Compiled {
  /** More different questions than this are prepared each time anew. */
  private static final int REMEMBERED = 256;

  private final Policy policy;
  private final boolean prints;
  private final Map<String, Tried<Query>> questions = new ConcurrentHashMap<>();

  /**
   * @param prints whether the modules were compiled to print
   */
  Compiled(Policy policy, boolean prints) {
    this.policy = policy;
    this.prints = prints;
  }

  /**
   * Asks one question.
   *
   * @param question a reference such as {@code data.policy.mount_device}, or any expression
   * @param data the documents below {@code data}
   * @param print takes what the modules print
   * @return empty if the answer is undefined
   */
  Tried<Optional<Value>> ask(
      String question, RegoObject data, Value input, Consumer<String> print) {
    return prepared(question).then(query -> answer(query.withData(data), input, print));
  }

  /**
   * The same while somebody watches, whose watching does not change the answer.
   *
   * @return whether there was an answer, or why there was none
   */
  Tried<Boolean> watch(String question, RegoObject data, Value input, Watcher watcher) {
    return prepared(question)
        .then(query ->
            switch (query.withData(data).watch(Input.of(input), watcher)) {
              case Answer.Rows rows -> Tried.done(!rows.rows().isEmpty());
              case Answer.Failed failed -> Tried.failed(RegoError.text(failed.errors()));
            });
  }

  private Tried<Optional<Value>> answer(Query query, Value input, Consumer<String> print) {
    Query heard =
        prints
            ? query.withOptions(query.options().withPrint((place, text) -> print.accept(text)))
            : query;
    return switch (heard.evaluate(Input.of(input))) {
      case Outcome.Defined defined -> Tried.done(Optional.of(defined.value()));
      case Outcome.Undefined undefined -> Tried.done(Optional.empty());
      case Outcome.Failed failed ->
          Tried.failed(
              failed.errors().stream().map(RegoError::toString).collect(Collectors.joining("\n")));
    };
  }

  private Tried<Query> prepared(String question) {
    Tried<Query> known = questions.get(question);
    if (known == null) {
      known =
          switch (policy.query(question)) {
            case Result.Ok<Query> ok -> Tried.done(ok.value());
            case Result.Failed<Query> failed -> Tried.failed(RegoError.text(failed.errors()));
          };
      if (questions.size() < REMEMBERED) {
        questions.put(question, known);
      }
    }
    return known;
  }
}
