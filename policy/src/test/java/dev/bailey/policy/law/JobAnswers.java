package dev.bailey.policy.law;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Question;
import dev.bailey.policy.decision.PolicyDecision;
import dev.bailey.policy.enforce.DocumentEnforcer;
import dev.bailey.policy.enforce.DocumentEnforcer.Answered;
import dev.bailey.policy.enforce.DocumentEnforcer.Asked;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Strictness;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the changes that a denial proposes, and asks again. */
final class JobAnswers {
  private static final Enforcers ENFORCERS = new Enforcers();

  private JobAnswers() {}

  static Decision afterNearestChanges(Map<String, Object> container) {
    RegoObject input = Documents.object(container);
    if (!(enforcer().ask(start(input)) instanceof Answered.Denied denied)) {
      throw new AssertionError("allowed");
    }
    RegoObject reason =
        (RegoObject) denied.verdict().decision().flatMap(PolicyDecision::reason).orElseThrow();
    for (Change change : Nearest.of(denied.question(), reason)) {
      input = change.applied(input);
    }
    return enforcer().ask(start(input)) instanceof Answered.Allowed
        ? new Decision.Allowed(List.of(), "")
        : new Decision.Denied(Explanation.of("again", denied.question(), denied.verdict()));
  }

  private static List<Asked> start(RegoObject container) {
    List<Asked> all = new ArrayList<>();
    for (Question question : JobQuestions.before()) {
      all.add(
          new Asked(question.point().wireName(), Documents.object(question.input()), List.of()));
    }
    all.add(new Asked("create_container", container, List.of()));
    return all;
  }

  private static DocumentEnforcer enforcer() {
    Terms terms =
        Terms.of(OperatingSystem.LINUX).withStrictness(Strictness.STRICT).withMessageLength(0);
    return ENFORCERS.documents(JobQuestions.POLICY, terms).orNothing().orElseThrow();
  }
}
