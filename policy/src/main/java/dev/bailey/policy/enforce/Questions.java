package dev.bailey.policy.enforce;

import dev.bailey.policy.decision.PolicyDecision;
import dev.bailey.policy.decision.Redaction;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a policy at enforcement points. Where the policy is older than a point, or leaves something
 * out, the API table fills in.
 */
final class Questions {
  private static final String NOT_VALID =
      "Security policy is not valid. Please check security policy or re-generate with tooling.";
  private static final String NO_REASON =
      "Security policy is either not valid or did not provide a reason for denial. Please check"
          + " security policy or re-generate with tooling.";
  private static final Redaction REDACTION =
      new Redaction(Capabilities.PRIVILEGED.value(), Capabilities.UNPRIVILEGED.value());

  /** The part of an answer in which a policy says what speaks against a request. */
  private static final String OBJECTIONS = "objections";

  /** Where a reason is given what would do, for those who ask with own points. */
  private static final List<String> ADVICE = List.of("hint", "compared");

  private final Interpreter interpreter;
  private final Strictness strictness;
  private final int maxMessageLength;
  private final Set<String> ownPoints;

  /**
   * @param ownPoints points of Bailey's own table, which are not in that of the framework
   */
  Questions(Interpreter interpreter, Terms terms, Set<String> ownPoints) {
    this.interpreter = interpreter;
    this.strictness = terms.strictness();
    this.maxMessageLength = terms.maxMessageLength();
    this.ownPoints = ownPoints;
  }

  /**
   * Asks at one point.
   *
   * @param environment entries of the input's environment, whose names a denial may show
   */
  Verdict<Results> ask(String point, RegoObject input, List<String> environment) {
    return switch (answer(point, input)) {
      case Tried.Failed<Answer> failed ->
          denied(
              PolicyDecision.broken(
                  REDACTION.input(input, environment), NOT_VALID, failed.error()));
      case Tried.Done<Answer>(Answer(Results results, boolean allowed)) ->
          allowed
              ? Verdict.allowed(results)
              : denied(
                  results
                      .find(OBJECTIONS)
                      .map(all -> stated(all, input, environment))
                      .orElseGet(() -> reason(point, input, environment)));
    };
  }

  /** Where it is written what a point is. */
  private String library(String point) {
    return ownPoints.contains(point) ? "data.bailey" : "data.framework";
  }

  private record Answer(Results results, boolean allowed) {}

  private Tried<Answer> answer(String point, RegoObject input) {
    return interpreter
        .query("data.policy." + point, input)
        .then(results -> completed(point, input, results))
        .then(results -> results.bool("allowed").map(allowed -> new Answer(results, allowed)));
  }

  private Tried<Results> completed(String point, RegoObject input, Results results) {
    RegoString name = RegoString.of(point);
    RegoObject question = RegoObject.builder().put("name", name).put("rule", name).build();
    return interpreter
        .query(library(point) + ".enforcement_point_info", question)
        .orSay("error querying enforcement point information: ")
        .then(info -> completed(point, input, results, info));
  }

  private Tried<Results> completed(String point, RegoObject input, Results results, Results info) {
    return info.string("status")
        .then(status ->
            switch (status) {
              case "version_missing" -> Tried.failed("policy does not define api_version");
              case "unknown" -> Tried.failed("enforcement point rule " + point + " does not exist");
              case "invalid" -> Tried.failed("enforcement point rule " + point + " is invalid");
              default -> filled(point, input, results, info, status.equals("available"));
            });
  }

  private Tried<Results> filled(
      String point, RegoObject input, Results results, Results info, boolean available) {
    boolean strict = strictness == Strictness.STRICT;
    if (results.isEmpty() && (available || strict)) {
      return Tried.failed("rule for " + point + " is missing from policy");
    }
    if (strict) {
      Tried<Boolean> allowed = results.bool("allowed");
      if (allowed instanceof Tried.Failed<Boolean> missing) {
        return Tried.failed(missing.error());
      }
    }
    return info.bool("use_framework")
        .then(byFramework ->
            results.isEmpty() && byFramework
                ? interpreter.query("data.framework." + point, input)
                : info.object("default_results").map(results::over));
  }

  /** A no that says itself what speaks against the request. */
  private static PolicyDecision stated(
      Value objections, RegoObject input, List<String> environment) {
    RegoObject reason = RegoObject.builder().put(OBJECTIONS, objections).build();
    return PolicyDecision.denied(REDACTION.input(input, environment), reason);
  }

  private PolicyDecision reason(String point, RegoObject input, List<String> environment) {
    RegoObject question = input.put(RegoString.of("rule"), RegoString.of(point));
    RegoObject shown = REDACTION.input(question, environment);
    String reason = ownPoints.contains(point) ? library(point) : "data.policy";
    return switch (interpreter.query(reason + ".reason", question)) {
      case Tried.Done<Results> done when !done.value().isEmpty() ->
          PolicyDecision.denied(
              shown, advised(REDACTION.reason(done.value().object(), maxMessageLength), question));
      default -> PolicyDecision.denied(shown, RegoString.of(NO_REASON));
    };
  }

  /** A reason with what would do, if the library of own points is there to say it. */
  private RegoObject advised(RegoObject reason, RegoObject question) {
    if (ownPoints.isEmpty()) {
      return reason;
    }
    RegoObject advised = reason;
    if (interpreter.query("data.bailey.advice", question) instanceof Tried.Done<Results> done) {
      for (String part : ADVICE) {
        Optional<Value> found = done.value().find(part);
        if (found.isPresent()) {
          advised = advised.put(RegoString.of(part), found.get());
        }
      }
    }
    return advised;
  }

  /** A no with this decision, as short as it must be. */
  private <R> Verdict<R> denied(PolicyDecision decision) {
    PolicyDecision fitting = decision.within(maxMessageLength);
    return new Verdict.Denied<>(fitting.message(), Optional.of(fitting));
  }
}
