package dev.bailey.cli.show;

import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.List;

/** Who asked to break the glass for a job, one line each. */
public final class GlassLines {
  private GlassLines() {}

  /** Lines for the member {@code glass} of an answer about a job. */
  public static List<String> of(Json.Obj answer) {
    return answer.array("glass").stream()
        .filter(Json.Obj.class::isInstance)
        .map(one -> line((Json.Obj) one))
        .toList();
  }

  private static String line(Json.Obj one) {
    String what = one.text("output").orElse("");
    return Shown.line(
        "%s  the glass was %s by %s for the %s of attempt %d: %s (event %d)"
            .formatted(
                one.text("time").orElse(""),
                one.bool("allowed").orElse(false) ? "broken" : "asked for in vain",
                one.text("by").orElse(""),
                what.isEmpty() ? "log" : "output " + what,
                one.whole("attempt").orElse(0L),
                one.text("reason").orElse(""),
                one.whole("index").orElse(0L)));
  }

  /** What was to be read, from the record of an action. */
  static String what(Json.Obj reading) {
    String output = reading.text("output").map(name -> "output " + name).orElse("the log");
    return output + " of " + reading.text("job").orElse("");
  }
}
