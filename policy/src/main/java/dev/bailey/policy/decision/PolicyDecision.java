package dev.bailey.policy.decision;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A denial as an object, and as the message that carries it.
 *
 * @param input what was asked, redacted
 * @param reason an object of the policy's, or a text of the enforcer's
 * @param policyError what is wrong with the policy, if that is why
 * @param truncated what was left out to keep the message short, if something was to be
 */
public record PolicyDecision(
    Optional<Value> input,
    Optional<Value> reason,
    Optional<String> policyError,
    Optional<List<String>> truncated) {

  private static final String ERROR_OBJECTS = "error_objects";
  private static final String BEGIN = "policyDecision< ";
  private static final String END = " >policyDecision";
  private static final Pattern MESSAGE = Pattern.compile(BEGIN + "(.*)" + END, Pattern.UNIX_LINES);

  public PolicyDecision {
    truncated = truncated.map(List::copyOf);
  }

  /** A policy's no, with its reason. */
  public static PolicyDecision denied(Value input, Value reason) {
    return new PolicyDecision(
        Optional.of(input), Optional.of(reason), Optional.empty(), Optional.empty());
  }

  /** A no because the policy cannot be used. */
  public static PolicyDecision broken(Value input, String reason, String policyError) {
    return new PolicyDecision(
        Optional.of(input),
        Optional.of(RegoString.of(reason)),
        Optional.of(policyError),
        Optional.empty());
  }

  /** The decision as a document. */
  public RegoObject document() {
    RegoObject.Builder all = RegoObject.builder();
    all.put("decision", RegoString.of("deny"));
    input.ifPresent(value -> all.put("input", value));
    reason.ifPresent(value -> all.put("reason", value));
    policyError.ifPresent(text -> all.put("policyError", RegoString.of(text)));
    truncated.ifPresent(
        paths -> all.put("truncated", RegoArray.of(paths.stream().map(RegoString::of).toList())));
    return all.build();
  }

  /** The decision as a message. */
  public String message() {
    byte[] json = Json.writeEscaped(document()).getBytes(StandardCharsets.UTF_8);
    return BEGIN + Base64Text.encode(json) + END;
  }

  /**
   * The decision with so much left out that its message fits: first the objects that the request
   * was compared with, then the request, then the reason. What is wrong with a policy is always
   * said, even if the message is too long with it.
   *
   * @param most bytes of the message; 0: any number
   */
  public PolicyDecision within(int most) {
    if (fits(most)) {
      return this;
    }
    PolicyDecision shorter = withoutErrorObjects();
    if (!shorter.fits(most)) {
      shorter = shorter.without("input", Optional.empty(), shorter.reason);
    }
    if (!shorter.fits(most)) {
      shorter = shorter.without("reason", shorter.input, Optional.empty());
    }
    return shorter;
  }

  private boolean fits(int most) {
    return most == 0 || (!JsonLength.exceeds(document(), most) && message().length() <= most);
  }

  private PolicyDecision withoutErrorObjects() {
    if (!(reason.orElse(null) instanceof RegoObject object) || object.get(ERROR_OBJECTS) == null) {
      return new PolicyDecision(input, reason, policyError, Optional.of(List.of()));
    }
    RegoObject rest = object.remove(RegoString.of(ERROR_OBJECTS));
    return without("reason." + ERROR_OBJECTS, input, Optional.of(rest));
  }

  private PolicyDecision without(String path, Optional<Value> newInput, Optional<Value> newReason) {
    List<String> paths = new ArrayList<>(truncated.orElse(List.of()));
    paths.add(path);
    return new PolicyDecision(newInput, newReason, policyError, Optional.of(paths));
  }

  /** Finds the JSON text of a decision in a message, whatever stands around it. */
  public static Tried<String> extract(String message) {
    Matcher matcher = MESSAGE.matcher(message);
    return matcher.find()
        ? Base64Text.decode(matcher.group(1)).map(json -> new String(json, StandardCharsets.UTF_8))
        : Tried.failed("unable to extract policy decision from error message: " + message);
  }
}
