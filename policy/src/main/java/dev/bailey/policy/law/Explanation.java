package dev.bailey.policy.law;

import dev.bailey.policy.Denial;
import dev.bailey.policy.decision.PolicyDecision;
import dev.bailey.policy.enforce.DocumentEnforcer.Asked;
import dev.bailey.policy.enforce.ProcessGrant;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a policy says no, with the part of the request that it is about and what would do. */
final class Explanation {
  private static final String CONTAINER = "containerID";

  private Explanation() {}

  static Denial of(String policy, Asked question, Verdict.Denied<ProcessGrant> verdict) {
    Value reason =
        verdict.decision().flatMap(PolicyDecision::reason).orElse(RegoString.of(verdict.message()));
    Optional<Denial> stated = stated(policy, question, reason);
    if (stated.isPresent()) {
      return stated.get();
    }
    List<String> errors = errors(reason);
    RegoObject hints = part(reason, "hint");
    List<Change> changes =
        reason instanceof RegoObject object ? Nearest.of(question, object) : List.of();
    String field = field(question.point(), changes, errors, hints);
    Optional<String> broken =
        verdict.decision().isEmpty()
            ? Optional.of(verdict.message())
            : verdict.decision().flatMap(PolicyDecision::policyError);
    String nearest =
        changes.isEmpty()
            ? text(hints, field)
            : changes.stream().map(Change::text).collect(Collectors.joining("; "));
    return new Denial(
        policy,
        question.point(),
        broken.orElseGet(() -> rule(errors, field)),
        field,
        seen(question, field),
        nearest);
  }

  private static String rule(List<String> errors, String field) {
    if (!errors.isEmpty()) {
      return String.join("; ", errors);
    }
    return field.isEmpty() ? "the policy does not allow it" : "no rule allows this " + field;
  }

  /** A container that nobody knows comes first, since nothing can be compared with it. */
  private static String field(
      String point, List<Change> changes, List<String> errors, RegoObject hints) {
    if (hints.get(CONTAINER) != null) {
      return CONTAINER;
    }
    return changes.stream()
        .map(Change::field)
        .findFirst()
        .or(() -> Fields.of(point, errors).filter(name -> hints.size() == 0 || isKey(hints, name)))
        .or(() -> only(hints))
        .or(() -> Fields.of(point, errors))
        .orElse("");
  }

  private static boolean isKey(RegoObject hints, String field) {
    return hints.get(RegoString.of(field)) != null;
  }

  private static Optional<String> only(RegoObject hints) {
    return hints.size() == 1 && hints.keyAt(0) instanceof RegoString key
        ? Optional.of(key.text())
        : Optional.empty();
  }

  private static RegoObject part(Value reason, String key) {
    return reason instanceof RegoObject object && object.get(key) instanceof RegoObject part
        ? part
        : RegoObject.EMPTY;
  }

  /** The first objection of a policy that states what speaks against a request. */
  private static Optional<Denial> stated(String policy, Asked question, Value reason) {
    if (!(reason instanceof RegoObject object
        && object.get("objections") instanceof RegoArray all
        && all.size() > 0
        && all.at(0) instanceof RegoObject objection)) {
      return Optional.empty();
    }
    String field = text(objection, "field");
    return Optional.of(
        new Denial(
            policy,
            question.point(),
            text(objection, "rule"),
            field,
            seen(question, field),
            text(objection, "nearest")));
  }

  private static String text(RegoObject object, String key) {
    Value value = object.get(key);
    return value == null ? "" : value instanceof RegoString s ? s.text() : value.toJson();
  }

  private static List<String> errors(Value reason) {
    List<String> errors = new ArrayList<>();
    if (reason instanceof RegoObject object && object.get("errors") instanceof RegoArray all) {
      all.forEach(error -> errors.add(error instanceof RegoString s ? s.text() : error.toJson()));
    }
    return errors;
  }

  /** What stands in a field; of an environment only names, since values are secrets. */
  private static String seen(Asked question, String field) {
    if (field.equals(Fields.ENVIRONMENT)) {
      return question.environment().stream()
          .map(Explanation::name)
          .collect(Collectors.joining(" "));
    }
    @Nullable Value value = question.input();
    for (String step : field.split("\\.", -1)) {
      value = value instanceof RegoObject object ? object.get(step) : null;
    }
    if (value == null || value instanceof RegoNull) {
      return "nothing";
    }
    return value instanceof RegoString text ? text.text() : value.toJson();
  }

  private static String name(String entry) {
    int end = entry.indexOf('=');
    return end < 0 ? entry : entry.substring(0, end);
  }
}
