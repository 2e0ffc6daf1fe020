package dev.bailey.policy;

import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Optional;

/**
 * Why a policy said no. A policy that answers with {@code objections} says it itself; of others,
 * {@code reason} is asked.
 */
final class Denials {
  /** A value is shown up to here; the whole of it is in the recorded question. */
  private static final int MAX_SHOWN = 256;

  private final String policy;
  private final Interpreter interpreter;

  Denials(String policy, Interpreter interpreter) {
    this.policy = policy;
    this.interpreter = interpreter;
  }

  Denial denial(Question question, RegoObject input, Results results) {
    return first(results.find("objections"))
        .flatMap(o -> o instanceof RegoObject object ? Optional.of(object) : Optional.empty())
        .map(objection -> stated(question, objection))
        .orElseGet(() -> asked(question, input));
  }

  private Denial stated(Question question, RegoObject objection) {
    String field = text(objection, "field");
    return new Denial(
        policy,
        question.point().wireName(),
        text(objection, "rule"),
        field,
        field.equals("envList") ? "an environment" : text(objection, "seen"),
        text(objection, "nearest"));
  }

  private Denial asked(Question question, RegoObject input) {
    String point = question.point().wireName();
    RegoObject named = input.put(RegoString.of("rule"), RegoString.of(point));
    Optional<Value> error =
        interpreter.query("data.policy.reason", named) instanceof Tried.Done<Results> done
            ? first(done.value().find("errors"))
            : Optional.empty();
    return new Denial(
        policy, point, error.map(Denials::shown).orElse("the policy gives no reason"), "", "", "");
  }

  private static Optional<Value> first(Optional<Value> list) {
    return list.isPresent() && list.get() instanceof RegoArray items && items.size() > 0
        ? Optional.of(items.at(0))
        : Optional.empty();
  }

  private static String text(RegoObject object, String key) {
    Value value = object.get(key);
    return value == null ? "" : shown(value);
  }

  private static String shown(Value value) {
    String text = value instanceof RegoString s ? s.text() : Json.writeEscaped(value);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
