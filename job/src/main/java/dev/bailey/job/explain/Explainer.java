package dev.bailey.job.explain;

import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.policy.law.DecidingRule;
import dev.bailey.policy.law.RegoPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of recorded decisions why they were taken. */
public final class Explainer {
  private static final int MOST_SEEN = 400;

  private final Material material;
  private final boolean trace;

  /** Compiled once for all decisions that are taken again. */
  private final Map<String, RegoPolicy> policies = new HashMap<>();

  /**
   * @param trace whether it is wanted how a no comes about
   */
  public Explainer(Material material, boolean trace) {
    this.material = material;
    this.trace = trace;
  }

  /** All denials of the history, in order. */
  public List<Ledger.Entry> denials() {
    return decisions().stream().filter(e -> !new Recorded(e.event()).allowed()).toList();
  }

  /** All decisions of the history, in order. */
  public List<Ledger.Entry> decisions() {
    return material.entries().stream()
        .filter(entry -> entry.event().type() == EventType.DECISION)
        .toList();
  }

  /** The decision that an event of the history is or belongs to, if there is one. */
  public Optional<Ledger.Entry> decision(Ledger.Entry entry) {
    Event event = entry.event();
    if (event.type() == EventType.DECISION) {
      return Optional.of(entry);
    }
    Optional<Long> of = event.body().whole("decision");
    return decisions().stream()
        .filter(decision -> of.equals(Optional.of(decision.event().seq())))
        .findFirst();
  }

  /**
   * Explains one decision of the history.
   *
   * @param entry must be a decision
   */
  public Explained explain(Ledger.Entry entry) {
    Recorded recorded = new Recorded(entry.event());
    Retaking retaking = new Retaking(material, policies, recorded, trace);
    Check check = retaking.check();
    List<Json> asked = entry.event().body().array("questions");
    int question = recorded.denial().map(denial -> question(asked, denial)).orElse(0);
    return new Explained(
        entry,
        sentence(recorded),
        question,
        asked.size(),
        rule(recorded),
        fragments(entry.event()),
        check,
        retaking.trace());
  }

  /** The first question of the denied point in which the value stands that was seen. */
  private static int question(List<Json> asked, Denial denial) {
    int first = 0;
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i) instanceof Json.Obj one
          && one.text("point").equals(Optional.of(denial.point()))) {
        first = first == 0 ? i + 1 : first;
        if (one.object("input").text(denial.field()).equals(Optional.of(denial.seen()))) {
          return i + 1;
        }
      }
    }
    return first;
  }

  private Optional<DecidingRule> rule(Recorded recorded) {
    Optional<String> document =
        Optional.ofNullable(material.documents().get(recorded.policyDigest()));
    return recorded
        .denial()
        .filter(denial -> !denial.by().equals("floor"))
        .flatMap(denial -> document.flatMap(text -> DecidingRule.of(text, denial)));
  }

  /** What was loaded before an event. */
  private List<String> fragments(Event until) {
    List<String> loaded = new ArrayList<>();
    for (Ledger.Entry entry : decisions()) {
      Recorded recorded = new Recorded(entry.event());
      if (entry.event().seq() < until.seq()
          && recorded.allowed()
          && recorded.action().text("type").equals(Optional.of("load_fragment"))) {
        loaded.add(
            recorded.action().text("issuer").orElse("")
                + " "
                + recorded.action().text("feed").orElse(""));
      }
    }
    return loaded;
  }

  private static String sentence(Recorded recorded) {
    Event event = recorded.event();
    String whose = event.subject().isNode() ? "this node" : event.subject().toString();
    String deed = Words.deed(recorded.action(), whose);
    if (recorded.denial().isEmpty()) {
      return "The policy %s allowed %s%s."
          .formatted(
              recorded.policy(), deed, narrowed(recorded) ? ", with less than was asked" : "");
    }
    Denial denial = recorded.denial().get();
    String who =
        denial.by().equals("floor")
            ? "The floor, which no policy can relax, refused "
            : "The policy " + denial.by() + " refused ";
    StringBuilder text = new StringBuilder(who + deed + ": " + denial.rule() + ".");
    if (!denial.field().isEmpty()) {
      text.append(" It looked at ")
          .append(Words.field(denial.field()))
          .append(" and saw ")
          .append(cut(denial.seen()))
          .append('.');
    }
    text.append(
        denial.nearest().isEmpty()
            ? " Nothing that is near to it would be allowed."
            : " Allowed would be: " + denial.nearest() + ".");
    return text.toString();
  }

  private static String cut(String text) {
    return text.isEmpty()
        ? "nothing"
        : text.length() <= MOST_SEEN ? text : text.substring(0, MOST_SEEN) + "…";
  }

  private static boolean narrowed(Recorded recorded) {
    return recorded.event().body().array("questions").stream()
        .anyMatch(asked -> asked instanceof Json.Obj one && one.get("env_list").isPresent());
  }

  /** Where in a job file the refused value comes from; empty if it does not come from there. */
  public static String jobFile(Recorded recorded) {
    return recorded
        .denial()
        .map(denial -> Words.jobFile(recorded.action().text("type").orElse(""), denial.field()))
        .orElse("");
  }
}
