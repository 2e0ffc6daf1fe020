package dev.bailey.cli.show;

import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.stream.Collectors;

/** Events of the record, one line each. */
public final class EventText {
  private EventText() {}

  /** An entry of the audit route. */
  public static String line(Json.Obj entry) {
    Json.Obj event = entry.object("event");
    String job = event.text("job").orElse("");
    String whose = job.isEmpty() ? "node" : job + "/" + event.whole("attempt").orElse(0L);
    String type = event.text("type").orElse("");
    return Shown.line(
        "%6d  %s  %-16s %-14s %s"
            .formatted(
                entry.whole("index").orElse(0L),
                event.text("time").orElse(""),
                whose,
                type,
                body(type, event.object("body"))),
        300);
  }

  private static String body(String type, Json.Obj body) {
    return switch (type) {
      case "decision" -> decision(body);
      case "outcome" -> outcome(body);
      case "state" -> body.text("from").orElse("") + " → " + body.text("to").orElse("");
      case "readback" -> mismatches(body);
      case "attempt_closed" -> body.text("state").orElse("");
      case "attested" -> Amounts.brief(body.text("statement_sha256").orElse(""));
      case "agent_started", "agent_stopped" -> body.text("version").orElse("");
      default -> "";
    };
  }

  /** A decision, from the record or from a timeline. */
  static String decision(Json.Obj body) {
    String action = body.text("action").orElse(body.object("action").text("type").orElse("action"));
    String purpose = body.object("action").text("purpose").map(p -> " (" + p + ")").orElse("");
    purpose += broken(body.object("action"));
    if (body.bool("allowed").orElse(false)) {
      return action + purpose + " allowed" + points(body);
    }
    Json.Obj denial = body.object("denial");
    return action
        + purpose
        + " denied by "
        + denial.text("by").orElse("")
        + ": "
        + denial.text("rule").orElse("");
  }

  private static String broken(Json.Obj action) {
    return action.text("reason").isEmpty() || action.object("reading").members().isEmpty()
        ? ""
        : " by "
            + action.text("by").orElse("")
            + " for "
            + GlassLines.what(action.object("reading"))
            + ", “"
            + action.text("reason").orElse("")
            + "”,";
  }

  private static String points(Json.Obj body) {
    String names =
        body.array("points").stream()
            .map(p -> p instanceof Json.Str s ? s.value() : "")
            .distinct()
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? "" : " · " + names;
  }

  /** What became of it, from the record or from a timeline. */
  static String outcome(Json.Obj body) {
    String of = body.text("action").map(a -> a + " ").orElse("");
    String number = of.isEmpty() ? "decision " + body.whole("decision").orElse(0L) + " " : of;
    return number
        + body.text("result").orElse("")
        + body.text("reason").map(r -> ": " + r).orElse("");
  }

  /** What reading back found. */
  static String mismatches(Json.Obj body) {
    int count = body.array("mismatches").size();
    return count == 0
        ? "controls are as decided"
        : count + (count == 1 ? " control is" : " controls are") + " not as decided";
  }
}
