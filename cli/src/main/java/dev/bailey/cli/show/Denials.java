package dev.bailey.cli.show;

import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Says who said no, to what, and what would be allowed. */
final class Denials {
  private Denials() {}

  static List<String> lines(Terminal terminal, Json.Obj denial, String job, int exit) {
    List<String> lines = new ArrayList<>();
    lines.add(terminal.bad("✘") + " denied" + (job.isEmpty() ? "" : "  " + Shown.line(job)));
    lines.add("  question  " + text(denial, "point"));
    lines.add("  rule      " + text(denial, "by") + ": " + text(denial, "rule"));
    String field = text(denial, "field");
    if (!field.isEmpty()) {
      lines.add("  field     " + field + " = " + text(denial, "seen"));
    }
    String nearest = text(denial, "nearest");
    if (!nearest.isEmpty()) {
      lines.add("  allowed   " + nearest);
    }
    lines.add("  exit      " + exit);
    return lines;
  }

  private static String text(Json.Obj denial, String name) {
    return Shown.line(denial.text(name).orElse(""), 200);
  }
}
