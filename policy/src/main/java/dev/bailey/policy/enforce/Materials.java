package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.fragment.TrustedLedgers;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;
import java.util.List;

/** What others sign for a policy: fragments of it, and lists of ledgers that may vouch for them. */
final class Materials {
  private final Interpreter interpreter;
  private final Questions questions;
  private volatile TrustedLedgers trusted = TrustedLedgers.NONE;

  Materials(Interpreter interpreter, Questions questions) {
    this.interpreter = interpreter;
    this.questions = questions;
  }

  /** The ledgers that are trusted so far. */
  TrustedLedgers trusted() {
    return trusted;
  }

  /** Trusts what was trusted earlier, and nothing else. */
  void restore(TrustedLedgers earlier) {
    trusted = earlier;
  }

  Verdict<Permission> load(SignedFragment fragment) {
    return new FragmentLoading(interpreter, questions, fragment, trusted).load();
  }

  Verdict<Permission> load(TrustList list) {
    String point = EnforcementPoint.LOAD_TRANSPARENCY_TRUST_LIST.text();
    return switch (questions.ask(point, input(list), List.of())) {
      case Verdict.Denied<Results> denied -> denied.of();
      case Verdict.Allowed<Results> allowed ->
          switch (allowedLedgers(allowed.grant())) {
            case Tried.Failed<List<String>> failed -> Verdict.denied(failed.error());
            case Tried.Done<List<String>> ledgers -> {
              trusted = trusted.with(list, ledgers.value());
              yield Verdict.allowed(Permission.GRANTED);
            }
          };
    };
  }

  private static RegoObject input(TrustList list) {
    return new Input()
        .put("issuer", list.issuer())
        .put("subject", list.subject())
        .put("svn", list.svn())
        .put("ledgers", Texts.of(list.ledgers().keySet().stream().sorted().toList()))
        .document();
  }

  private static Tried<List<String>> allowedLedgers(Results results) {
    return results
        .array("allowed_ledgers")
        .orSay("unable to get allowed_ledgers from load_transparency_trust_list result: ")
        .then(ledgers ->
            ledgers.size() == 0
                ? Tried.failed(
                    "transparency trust list carries no ledgers authorized by the policy")
                : Narrowing.texts(
                    ledgers, "Elements of result.allowed_ledgers must be strings, got "));
  }
}
