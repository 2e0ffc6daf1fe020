package dev.bailey.policy.vectors;

import dev.bailey.policy.decision.PolicyDecision;
import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.fragment.FragmentNamespace;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/** Small kinds of vectors. */
final class OtherCases {
  private OtherCases() {}

  static void parseNamespace(Args vector, Problems problems) {
    compare(
        vector.inner("expect"),
        "namespace",
        FragmentNamespace.of(vector.inner("input").text("rego")),
        problems);
  }

  static void extractDecision(Args vector, Problems problems) {
    compare(
        vector.inner("expect"),
        "decision_text",
        PolicyDecision.extract(vector.inner("input").text("message")),
        problems);
  }

  private static void compare(Args expect, String field, Tried<String> tried, Problems problems) {
    switch (tried) {
      case Tried.Done<String> done ->
          problems.same(field, expect.value(field), RegoString.of(done.value()));
      case Tried.Failed<String> failed ->
          problems.same("error", expect.value("error"), RegoString.of(failed.error()));
    }
  }

  /** Complete messages of the steps of an enforcer. */
  static void rawError(Args vector, Problems problems) {
    RegoObject.Builder like = RegoObject.builder().putAll(vector.inner("input").object());
    Args input = new Args(like.put("enforcer", RegoString.of("rego")).build());
    if (!(EnforcerCase.enforcer(input) instanceof Tried.Done<Enforcer> loaded)) {
      problems.add("load", "failed");
      return;
    }
    RegoArray wanted = (RegoArray) vector.inner("expect").value("raw_errors");
    int number = 0;
    for (Args step : input.each("steps", args -> args)) {
      Verdict<?> verdict =
          loaded
              .value()
              .enforce(
                  Operation.request(
                      step.text("op"), step.inner("args"), input.text("os").equals("linux")));
      Value got =
          verdict instanceof Verdict.Denied<?> denied
              ? RegoString.of(denied.message())
              : RegoNull.NULL;
      message(number + " " + step.text("op"), wanted.at(number++), got, problems);
    }
  }

  private static void message(String where, Value wanted, Value got, Problems problems) {
    if (wanted instanceof RegoString w
        && got instanceof RegoString g
        && PolicyDecision.extract(w.text()) instanceof Tried.Done<String> decision
        && Problems.ofEngine(decision.value())) {
      problems.same(
          where,
          RegoBoolean.TRUE,
          RegoBoolean.of(PolicyDecision.extract(g.text()) instanceof Tried.Done<String>));
      return;
    }
    problems.same(where, wanted, got);
  }
}
