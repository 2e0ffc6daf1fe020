package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.FragmentCode;
import dev.bailey.policy.fragment.FragmentNamespace;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustedLedgers;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Loading one fragment. The policy is asked about its envelope first; only if it wants the fragment
 * is the text compiled, once for each set of parameters, and judged by what it says.
 */
final class FragmentLoading {
  private static final String POINT = EnforcementPoint.LOAD_FRAGMENT.text();

  private final Interpreter interpreter;
  private final Questions questions;
  private final SignedFragment fragment;
  private final TrustedLedgers trusted;

  FragmentLoading(
      Interpreter interpreter,
      Questions questions,
      SignedFragment fragment,
      TrustedLedgers trusted) {
    this.interpreter = interpreter;
    this.questions = questions;
    this.fragment = fragment;
    this.trusted = trusted;
  }

  Verdict<Permission> load() {
    return switch (FragmentNamespace.of(fragment.rego())) {
      case Tried.Failed<String> failed ->
          Verdict.denied("unable to load fragment: " + failed.error());
      case Tried.Done<String> namespace -> load(namespace.value());
    };
  }

  private Verdict<Permission> load(String namespace) {
    if (interpreter.ownedByAnother(namespace, fragment.issuer(), fragment.feed())) {
      return Verdict.denied(
          "unable to load fragment: namespace \"%s\" is that of a fragment from elsewhere"
              .formatted(namespace));
    }
    return switch (questions.ask(POINT, input(namespace, false), List.of())) {
      case Verdict.Denied<Results> denied -> denied.of();
      case Verdict.Allowed<Results> wanted ->
          switch (parameters(wanted.grant())) {
            case Tried.Failed<List<RegoObject>> failed -> Verdict.denied(failed.error());
            case Tried.Done<List<RegoObject>> sets -> load(namespace, sets.value());
          };
    };
  }

  private RegoObject input(String namespace, boolean loaded) {
    boolean hasSvn = fragment.svn().isPresent();
    return new Input()
        .put("issuer", fragment.issuer())
        .put("feed", fragment.feed())
        .put("namespace", namespace)
        .put("fragment_loaded", loaded)
        .put("has_header_svn", hasSvn)
        .put("header_svn", hasSvn ? RegoNumber.of(fragment.svn().getAsLong()) : RegoNull.NULL)
        .put("receipts", trusted.confirm(fragment.receipts()), FragmentLoading::receipt)
        .document();
  }

  private static RegoObject receipt(TrustedLedgers.Confirmed receipt) {
    return new Input()
        .put("issuer", receipt.issuer())
        .put("ttl_subjects", Texts.of(receipt.subjects()))
        .document();
  }

  private static Tried<List<RegoObject>> parameters(Results results) {
    if (results.find("parameters").isEmpty()) {
      return Tried.done(List.of());
    }
    return results
        .array("parameters")
        .orSay("unable to get parameters from load_fragment result: ")
        .then(FragmentLoading::objects);
  }

  private static Tried<List<RegoObject>> objects(RegoArray list) {
    List<RegoObject> objects = new ArrayList<>(list.size());
    for (Value item : list) {
      if (!(item instanceof RegoObject object)) {
        return Tried.failed("parameters must be an object, got " + GoType.of(item));
      }
      objects.add(object);
    }
    return Tried.done(objects);
  }

  private Verdict<Permission> load(String namespace, List<RegoObject> sets) {
    RegoObject input = input(namespace, true);
    for (RegoObject parameters : sets.isEmpty() ? List.of(RegoObject.EMPTY) : sets) {
      String id =
          interpreter.addModule(
              fragment.issuer(),
              fragment.feed(),
              namespace,
              FragmentCode.with(fragment.rego(), namespace, parameters));
      Verdict<Results> judged = questions.ask(POINT, input, List.of());
      boolean kept =
          judged instanceof Verdict.Allowed<Results> allowed
              && allowed.grant().find("add_module").equals(STAYS);
      if (kept && sets.size() < 2) {
        break;
      }
      interpreter.removeModule(id);
      if (judged instanceof Verdict.Denied<Results> denied) {
        return denied.of();
      }
      if (kept) {
        return Verdict.denied(
            "Fragment cannot include namespace if multiple possible parameter combinations are"
                + " defined");
      }
    }
    return Verdict.allowed(Permission.GRANTED);
  }

  private static final java.util.Optional<Value> STAYS = java.util.Optional.of(RegoBoolean.TRUE);
}
