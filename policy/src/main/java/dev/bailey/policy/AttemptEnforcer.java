package dev.bailey.policy;

import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Metadata;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.Input;
import dev.bailey.rego.value.RegoObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt under a policy in Rego, in the strict meaning: a point that the policy does not
 * define, or answers without {@code allowed}, is denied. What the policy wants remembered is the
 * attempt's state.
 */
final class AttemptEnforcer implements Enforcer {
  private final String policy;
  private final Interpreter interpreter;
  private final Denials denials;

  AttemptEnforcer(String policy, Interpreter interpreter) {
    this.policy = policy;
    this.interpreter = interpreter;
    this.denials = new Denials(policy, interpreter);
  }

  @Override
  public Decision decide(List<Question> questions) {
    Metadata before = interpreter.metadata();
    List<Answer> answers = new ArrayList<>(questions.size());
    for (Question question : questions) {
      switch (ask(question)) {
        case Reply.Yes(Answer answer) -> answers.add(answer);
        case Reply.No(Denial denial) -> {
          interpreter.reset(before);
          return new Decision.Denied(denial);
        }
      }
    }
    byte[] state = interpreter.metadata().root().toJson().getBytes(StandardCharsets.UTF_8);
    return new Decision.Allowed(answers, Sha256.hex(state));
  }

  private sealed interface Reply {
    record Yes(Answer answer) implements Reply {}

    record No(Denial denial) implements Reply {}
  }

  private Reply ask(Question question) {
    RegoObject input = (RegoObject) Input.of(question.input()).value().orElseThrow();
    String rule = "data.policy." + question.point().wireName();
    return switch (interpreter.query(rule, input)) {
      case Tried.Failed<Results> failed ->
          no(question, "a policy that can be evaluated", failed.error());
      case Tried.Done<Results>(Results results) when results.isEmpty() ->
          no(question, "what the policy does not define is denied", rule + " is undefined");
      case Tried.Done<Results>(Results results) ->
          switch (results.bool("allowed")) {
            case Tried.Failed<Boolean> unclear ->
                no(question, "an answer that says whether it is allowed", unclear.error());
            case Tried.Done<Boolean> clear ->
                clear.value()
                    ? yes(question, results)
                    : new Reply.No(denials.denial(question, input, results));
          };
    };
  }

  private Reply yes(Question question, Results results) {
    return switch (Kept.of(question, results)) {
      case Tried.Failed<Answer> failed ->
          no(question, "an answer in the form of its point", failed.error());
      case Tried.Done<Answer> done -> new Reply.Yes(done.value());
    };
  }

  private Reply no(Question question, String rule, String seen) {
    return new Reply.No(new Denial(policy, question.point().wireName(), rule, "", seen, ""));
  }
}
