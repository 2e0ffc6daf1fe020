package dev.bailey.cli.show;

import dev.bailey.cli.Home;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The list of jobs. */
public final class JobTable {
  private static final int NOTE = 60;

  private final Home home;
  private final Instant now;

  public JobTable(Home home, Instant now) {
    this.home = home;
    this.now = now;
  }

  /** A heading and one line for each job. */
  public List<String> lines(Json.Obj document) {
    Table table = new Table();
    table.row("JOB", "STATE", "AGE", "CPU", "MEMORY", "NOTE");
    for (Json job : document.array("jobs")) {
      if (job instanceof Json.Obj j) {
        boolean over = j.bool("terminal").orElse(false);
        table.row(
            Shown.line(j.text("id").orElse("")),
            Shown.line(j.text("state").orElse("")),
            age(j),
            over ? "-" : Amounts.cores(j.whole("cpu_millis").orElse(0L)),
            over ? "-" : Amounts.bytes(j.whole("memory_bytes").orElse(0L)),
            Shown.line(note(j), NOTE));
      }
    }
    return table.lines();
  }

  private String age(Json.Obj job) {
    try {
      Instant submitted = Instant.parse(job.text("submitted").orElse(""));
      return Amounts.age(Duration.between(submitted, now));
    } catch (DateTimeParseException unknown) {
      return "-";
    }
  }

  private String note(Json.Obj job) {
    String id = job.text("id").orElse("");
    if (job.text("state").orElse("").equals("succeeded")) {
      return Metrics.accuracy(home, id, job.whole("attempt").orElse(1L)).orElse("");
    }
    List<String> serving = ServiceLines.of(job);
    if (!serving.isEmpty()) {
      return String.join(", ", serving);
    }
    String why = job.text("why").orElse("");
    int said = why.indexOf(": ");
    boolean over = job.bool("terminal").orElse(false);
    return over && said > 0 ? why.substring(said + 2) : why;
  }
}
