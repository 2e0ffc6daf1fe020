package dev.bailey.job.gate;

import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Question;
import java.util.List;
import java.util.Optional;

/**
 * A decision as it stands in the ledger, which can be taken again.
 *
 * @param event the record
 */
public record Recorded(Event event) {
  /** An event that is a decision. */
  public static Optional<Recorded> of(Event event) {
    return event.type() == EventType.DECISION ? Optional.of(new Recorded(event)) : Optional.empty();
  }

  /** What was to happen, in its canonical form; empty if it was too large to be recorded. */
  public Json.Obj action() {
    return event.body().object("action");
  }

  public boolean allowed() {
    return event.body().bool("allowed").orElse(false);
  }

  /** Why not, if it was denied. */
  public Optional<Denial> denial() {
    Json.Obj denial = event.body().object("denial");
    return denial.members().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Denial(
                denial.text("by").orElse(""),
                denial.text("point").orElse(""),
                denial.text("rule").orElse(""),
                denial.text("field").orElse(""),
                denial.text("seen").orElse(""),
                denial.text("nearest").orElse("")));
  }

  /** A denial in the form of the record. */
  public static Json.Obj form(Denial denial) {
    return Json.object()
        .put("by", denial.by())
        .put("point", denial.point())
        .put("rule", denial.rule())
        .put("field", denial.field())
        .put("seen", denial.seen())
        .put("nearest", denial.nearest())
        .build();
  }

  /** Name of the policy that was in force. */
  public String policy() {
    return event.body().object("policy").text("name").orElse("");
  }

  /** Digest of its document. */
  public String policyDigest() {
    return event.body().object("policy").text("sha256").orElse("");
  }

  /** Digest of the signed piece of policy that it is about, if it is about one. */
  public Optional<String> piece() {
    boolean loads =
        switch (action().text("type").orElse("")) {
          case "load_fragment", "load_transparency_trust_list" -> true;
          default -> false;
        };
    return loads ? action().text("sha256") : Optional.empty();
  }

  /**
   * What the policy was asked, in order; empty if the action was too large to be recorded.
   *
   * @throws IllegalArgumentException if it was asked at a point that this program does not know
   */
  public List<Question> questions() {
    return event.body().array("questions").stream().map(Questions::parse).toList();
  }

  /**
   * A question in the form of the record.
   *
   * @param point name of what is about to happen
   * @throws IllegalArgumentException if there is no such point
   * @throws ArithmeticException if a number is not whole
   */
  public static Question question(String point, Json.Obj input) {
    return Questions.parse(Json.object().put("point", point).put("input", input).build());
  }

  /** Takes an allowed decision again; true if it is allowed and leads to the recorded state. */
  public boolean repeats(Enforcer enforcer) {
    return enforcer.decide(questions()) instanceof Decision.Allowed again
        && event.body().text("state_sha256").equals(Optional.of(again.state()));
  }
}
