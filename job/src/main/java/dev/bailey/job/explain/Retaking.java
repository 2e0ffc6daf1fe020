package dev.bailey.job.explain;

import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.law.RegoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a decision again, under its policy and in the state that earlier decisions led to. */
final class Retaking {
  private final Material material;
  private final Map<String, RegoPolicy> policies;
  private final Recorded recorded;
  private final boolean trace;
  private List<String> lines = List.of();

  /**
   * @param policies those that were made already, by digest and name
   * @param trace whether it is wanted how a no comes about
   */
  Retaking(Material material, Map<String, RegoPolicy> policies, Recorded recorded, boolean trace) {
    this.material = material;
    this.policies = policies;
    this.recorded = recorded;
    this.trace = trace;
  }

  /** How the no came about, once it was taken again. */
  List<String> trace() {
    return lines;
  }

  Check check() {
    String document = material.documents().get(recorded.policyDigest());
    if (recorded.denial().filter(denial -> denial.by().equals("floor")).isPresent()) {
      return new Check.NotTaken("the floor decides before any policy is asked");
    }
    if (document == null) {
      return new Check.NotTaken(
          "the text of policy " + recorded.policy() + " is not here: " + recorded.policyDigest());
    }
    try {
      return check(
          policies.computeIfAbsent(
              recorded.policyDigest() + " " + recorded.policy(),
              named -> new RegoPolicy(recorded.policy(), document)));
    } catch (IllegalArgumentException | ArithmeticException unknown) {
      return new Check.NotTaken("the record cannot be read here: " + unknown.getMessage());
    }
  }

  private Check check(RegoPolicy policy) {
    List<Question> questions = recorded.questions();
    if (questions.isEmpty()) {
      return new Check.NotTaken("what was asked was too large to be recorded");
    }
    Optional<Question> gone = questions.stream().filter(this::isGone).findFirst();
    if (gone.isPresent()) {
      return new Check.NotTaken("signed pieces of policy that were refused are not kept");
    }
    Enforcer enforcer = policy.enforcer(material.shelf());
    List<Recorded> earlier = earlier();
    for (Recorded before : earlier) {
      if (!before.repeats(enforcer)) {
        return new Check.Different(
            "event "
                + before.event().seq()
                + " of this history cannot be repeated under its policy, so the state in which this"
                + " was decided is not known");
      }
    }
    if (trace) {
      lines = enforcer.trace(questions);
    }
    return compared(enforcer.decide(questions), earlier.size());
  }

  private boolean isGone(Question question) {
    return (question.point() == Point.LOAD_FRAGMENT
            || question.point() == Point.LOAD_TRANSPARENCY_TRUST_LIST)
        && !material.pieces().containsKey(question.text("sha256"));
  }

  /** Allowed decisions before this one that its state rests on; a node forgets when it starts. */
  private List<Recorded> earlier() {
    List<Recorded> earlier = new ArrayList<>();
    for (Ledger.Entry entry : material.entries()) {
      Event event = entry.event();
      if (event.seq() >= recorded.event().seq()) {
        break;
      }
      if (event.type() == EventType.AGENT_STARTED) {
        earlier.clear();
      }
      Recorded.of(event)
          .filter(Recorded::allowed)
          .filter(before -> before.policyDigest().equals(recorded.policyDigest()))
          .ifPresent(earlier::add);
    }
    return earlier;
  }

  private Check compared(Decision again, int earlier) {
    return switch (again) {
      case Decision.Allowed allowed -> {
        if (!recorded.allowed()) {
          yield new Check.Different("the recorded policy allows what the record says it denied");
        }
        yield recorded.event().body().text("state_sha256").equals(Optional.of(allowed.state()))
            ? new Check.Same(earlier, Optional.empty())
            : new Check.Different("it leads to another state than the recorded one");
      }
      case Decision.Denied denied -> denied(denied.denial(), earlier);
    };
  }

  private Check denied(Denial now, int earlier) {
    if (recorded.denial().isEmpty()) {
      return new Check.Different(
          "the recorded policy denies what the record says it allowed: " + now.rule());
    }
    Denial then = recorded.denial().get();
    if (!then.point().equals(now.point())) {
      return new Check.Different("it is denied at " + now.point() + ", not at " + then.point());
    }
    return then.rule().equals(now.rule())
        ? new Check.Same(earlier, then.equals(now) ? Optional.empty() : Optional.of(now))
        : new Check.Different("it is denied because of: " + now.rule());
  }
}
