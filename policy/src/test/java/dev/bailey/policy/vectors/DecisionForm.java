package dev.bailey.policy.vectors;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/** Decisions in a form in which equal ones are equal: what is a set is in order. */
final class DecisionForm {
  private DecisionForm() {}

  static RegoObject of(RegoObject decision) {
    return sorted(sorted(decision, "reason", "errors"), "input", "ledgers");
  }

  private static RegoObject sorted(RegoObject decision, String part, String list) {
    if (!(decision.get(part) instanceof RegoObject inner)) {
      return decision;
    }
    Value set = inner.get(list);
    return set == null
        ? decision
        : decision.put(RegoString.of(part), inner.put(RegoString.of(list), Problems.inOrder(set)));
  }
}
