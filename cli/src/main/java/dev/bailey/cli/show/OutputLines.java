package dev.bailey.cli.show;

import dev.bailey.cli.Home;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;

/** A job's outputs, with sizes, digests and where they are. */
public final class OutputLines {
  private OutputLines() {}

  /** The lines for a job's page. */
  public static List<String> of(Home home, Json.Obj page) {
    Table table = new Table();
    for (Json output : page.array("outputs")) {
      if (output instanceof Json.Obj o) {
        table.row(
            Shown.line(o.text("name").orElse("")),
            Amounts.bytes(o.whole("size").orElse(0L)),
            Amounts.brief(o.text("sha256").orElse("")));
      }
    }
    List<String> lines = new ArrayList<>();
    table.lines().forEach(l -> lines.add("  " + l));
    String attempt = Long.toString(page.whole("attempt").orElse(1L));
    lines.add(
        "  in "
            + Shown.line(
                home.outputs().resolve(page.text("id").orElse("")).resolve(attempt).toString()));
    return lines;
  }
}
