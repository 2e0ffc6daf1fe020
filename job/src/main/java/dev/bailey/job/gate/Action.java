package dev.bailey.job.gate;

import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Answer;
import dev.bailey.policy.Question;
import java.util.List;

/**
 * One privileged thing, described by resolved objects. An effect carries out exactly one action and
 * reads what to do from it.
 */
public sealed interface Action permits ContainerAction, JobAction, NodeAction {
  /** Name on the wire, such as {@code start_container}. */
  String name();

  /** The canonical form; its digest binds permit and decision. */
  Json.Obj json();

  /** What the policy is asked about this action, in order. */
  List<Question> questions();

  /** This action as the answers allow it; by default as it is. */
  default Action narrowed(List<Answer> answers) {
    return this;
  }
}
