package dev.bailey.cli.show;

import dev.bailey.cli.Home;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A job's outputs, with sizes, digests and where they are. */
public final class OutputLines {
  private OutputLines() {}

  /** The lines; the first begins with a label. */
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
    for (String line : table.lines()) {
      lines.add((lines.isEmpty() ? "  outputs   " : "            ") + line);
    }
    String attempt = Long.toString(page.whole("attempt").orElse(1L));
    Path place = home.outputs().resolve(page.text("id").orElse("")).resolve(attempt);
    lines.add("  where     " + Shown.line(place.toString()));
    return lines;
  }
}
