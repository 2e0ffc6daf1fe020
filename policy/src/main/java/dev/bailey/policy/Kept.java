package dev.bailey.policy;

import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.Narrowing;
import dev.bailey.policy.enforce.Texts;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an allowed question keeps of the environment and the capabilities that it asked for. */
final class Kept {
  private Kept() {}

  static Tried<Answer> of(Question question, Results results) {
    if (results.find("env_list").isEmpty() && results.find("caps_list").isEmpty()) {
      return Tried.done(new Answer.AsAsked());
    }
    List<String> environment = question.texts("envList");
    Optional<Capabilities> capabilities = capabilities(question);
    return Narrowing.environment(results, Texts.of(environment))
        .then(kept ->
            Narrowing.capabilities(results, capabilities)
                .map(may -> answer(environment, kept.items(), capabilities, may)));
  }

  private static Answer answer(
      List<String> asked,
      List<String> kept,
      Optional<Capabilities> capabilities,
      Optional<Capabilities> may) {
    return kept.equals(asked) && may.equals(capabilities)
        ? new Answer.AsAsked()
        : new Answer.Narrowed(kept, may.map(Kept::usable).orElse(List.of()));
  }

  /** A container has one list of capabilities: those that are bounding, permitted and effective. */
  private static List<String> usable(Capabilities sets) {
    return sets.bounding().stream()
        .filter(sets.permitted()::contains)
        .filter(sets.effective()::contains)
        .toList();
  }

  private static Optional<Capabilities> capabilities(Question question) {
    return question.input().get("capabilities") instanceof Map<?, ?> sets
        ? Optional.of(
            new Capabilities(
                set(sets, "bounding"),
                set(sets, "effective"),
                set(sets, "inheritable"),
                set(sets, "permitted"),
                set(sets, "ambient")))
        : Optional.empty();
  }

  private static List<String> set(Map<?, ?> sets, String name) {
    return sets.get(name) instanceof List<?> list
        ? list.stream().map(Objects::toString).toList()
        : List.of();
  }
}
