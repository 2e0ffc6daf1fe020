package dev.bailey.policy.law;

import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Question;
import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.DocumentEnforcer;
import dev.bailey.policy.enforce.DocumentEnforcer.Answered;
import dev.bailey.policy.enforce.DocumentEnforcer.Asked;
import dev.bailey.policy.enforce.ProcessGrant;
import dev.bailey.policy.options.PolicyDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One attempt under a policy in Rego. */
final class RegoDecisions implements Enforcer {
  private final String policy;
  private final DocumentEnforcer enforcer;

  RegoDecisions(String policy, DocumentEnforcer enforcer) {
    this.policy = policy;
    this.enforcer = enforcer;
  }

  @Override
  public Decision decide(List<Question> questions) {
    List<Asked> asked = questions.stream().map(RegoDecisions::asked).toList();
    return switch (enforcer.ask(asked)) {
      case Answered.Denied denied ->
          new Decision.Denied(Explanation.of(policy, denied.question(), denied.verdict()));
      case Answered.Allowed allowed -> answers(questions, allowed.grants());
    };
  }

  private static Asked asked(Question question) {
    return new Asked(
        question.point().wireName(), Documents.object(question.input()), question.texts("envList"));
  }

  private Decision answers(List<Question> questions, List<ProcessGrant> grants) {
    List<Answer> answers = new ArrayList<>(grants.size());
    for (int i = 0; i < grants.size(); i++) {
      answers.add(answer(questions.get(i), grants.get(i)));
    }
    byte[] memory = enforcer.memory().getBytes(StandardCharsets.UTF_8);
    return new Decision.Allowed(answers, PolicyDigest.sha256(memory));
  }

  /** What is narrowed; a capability is kept if every set that asked for it keeps it. */
  private static Answer answer(Question question, ProcessGrant grant) {
    List<String> environment = grant.environment().items();
    boolean all =
        environment.size() == Set.copyOf(question.texts("envList")).size()
            && grant.capabilities().equals(Capabilities.of(Documents.object(question.input())));
    if (all) {
      return new Answer.AsAsked();
    }
    Set<String> kept = new LinkedHashSet<>();
    grant
        .capabilities()
        .ifPresent(sets -> {
          kept.addAll(sets.bounding());
          kept.retainAll(sets.effective());
          kept.retainAll(sets.permitted());
        });
    return new Answer.Narrowed(environment, List.copyOf(kept));
  }
}
