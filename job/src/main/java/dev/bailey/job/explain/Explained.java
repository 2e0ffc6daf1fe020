package dev.bailey.job.explain;

import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.law.DecidingRule;
import java.util.List;
import java.util.Optional;

/**
 * Why a recorded decision was taken.
 *
 * @param entry the record
 * @param sentence the answer in plain words
 * @param question number of the deciding question among those that were asked together, from 1; 0
 *     if nothing was asked or all were allowed
 * @param questions how many were asked together
 * @param rule where it is decided in the policy's text, if a policy decided and its text is here
 * @param fragments which signed pieces the policy had loaded by then, as {@code issuer feed}
 * @param check whether the policy still says so
 * @param trace how the no came about, if that was wanted
 */
public record Explained(
    Ledger.Entry entry,
    String sentence,
    int question,
    int questions,
    Optional<DecidingRule> rule,
    List<String> fragments,
    Check check,
    List<String> trace) {
  public Explained {
    fragments = List.copyOf(fragments);
    trace = List.copyOf(trace);
  }

  /** The record as a decision. */
  public Recorded recorded() {
    return new Recorded(entry.event());
  }

  /** Whether the floor said no, which no policy can relax. */
  public boolean byFloor() {
    return recorded().denial().filter(denial -> denial.by().equals("floor")).isPresent();
  }

  /** For programs. */
  public Json.Obj json() {
    Event event = entry.event();
    Recorded recorded = recorded();
    Json.Obj all =
        Json.object()
            .put("index", entry.index())
            .put("job", event.subject().job())
            .put("attempt", event.subject().attempt())
            .put("seq", event.seq())
            .put("time", event.time().toString())
            .put("sentence", sentence)
            .put("action", recorded.action())
            .put("allowed", recorded.allowed())
            .put("question", question)
            .put("questions", questions)
            .put(
                "policy",
                Json.object()
                    .put("name", recorded.policy())
                    .put("sha256", recorded.policyDigest())
                    .put("epoch", event.epoch())
                    .build())
            .put("fragments", Json.strings(fragments))
            .put("check", check(check))
            .build();
    if (recorded.denial().isPresent()) {
      all = all.with("denial", Recorded.form(recorded.denial().get()));
    }
    if (rule.isPresent()) {
      all = all.with("rule", json(rule.get()));
    }
    return trace.isEmpty() ? all : all.with("trace", Json.strings(trace));
  }

  private static Json.Obj json(DecidingRule rule) {
    return Json.object()
        .put("line", rule.row())
        .put("text", rule.text())
        .put("library", rule.library())
        .build();
  }

  private static Json.Obj check(Check check) {
    return switch (check) {
      case Check.Same same -> {
        Json.Obj said =
            Json.object().put("result", "same").put("earlier", (long) same.earlier()).build();
        yield same.now().isPresent() ? said.with("now", Recorded.form(same.now().get())) : said;
      }
      case Check.Different different ->
          Json.object().put("result", "different").put("why", different.what()).build();
      case Check.NotTaken not ->
          Json.object().put("result", "not_taken").put("why", not.why()).build();
    };
  }
}
