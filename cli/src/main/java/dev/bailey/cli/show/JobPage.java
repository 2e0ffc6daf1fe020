package dev.bailey.cli.show;

import dev.bailey.cli.Home;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Everything about a job on one page. */
public final class JobPage {
  private JobPage() {}

  /** The lines. */
  public static List<String> lines(Terminal terminal, Home home, Json.Obj page) {
    String id = page.text("id").orElse("");
    String state = page.text("state").orElse("");
    List<String> lines = new ArrayList<>();
    lines.add(terminal.mark(state) + " " + Shown.line(id) + "  " + Shown.line(state));
    lines.add("  " + Shown.line(page.text("why").orElse("")));
    Metrics.accuracy(home, id, page.whole("attempt").orElse(1L))
        .ifPresent(a -> lines.add("  " + a));
    ServiceLines.of(page).forEach(line -> lines.add("  " + line));
    Json.Obj plan = page.object("plan");
    if (!plan.members().isEmpty()) {
      head(lines, terminal, "plan");
      lines.addAll(PlanLines.of(plan, page.text("plan_sha256").orElse(""), -1));
    }
    head(lines, terminal, "timeline");
    objects(page, "timeline")
        .forEach(s -> lines.add("  " + Shown.line(step(s), 160).stripTrailing()));
    readback(lines, terminal, page.object("readback").object("observed"));
    outputs(lines, home, page);
    List<Json.Obj> tail = objects(page, "log_tail");
    if (!tail.isEmpty()) {
      head(lines, terminal, "log, last lines");
      tail.forEach(l -> lines.add("  " + LogText.line(l)));
    }
    List<String> glass = GlassLines.of(page);
    if (!glass.isEmpty()) {
      head(lines, terminal, "broken glass");
      glass.forEach(g -> lines.add("  " + g));
    }
    evidence(lines, terminal, page);
    return lines;
  }

  private static void head(List<String> lines, Terminal terminal, String text) {
    lines.add("");
    lines.add(terminal.quiet(text));
  }

  private static List<Json.Obj> objects(Json.Obj page, String name) {
    return page.array(name).stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .toList();
  }

  private static String step(Json.Obj step) {
    String type = step.text("type").orElse("");
    Json.Obj summary = step.object("summary");
    String text =
        switch (type) {
          case "decision" -> EventText.decision(summary);
          case "outcome" -> EventText.outcome(summary);
          case "state" -> summary.text("to").orElse("");
          case "readback" -> EventText.mismatches(summary);
          case "attempt_closed" -> "nothing follows";
          default -> "";
        };
    String time = step.text("time").orElse("");
    String clock = time.length() > 11 ? time.substring(11).replace("Z", "") : time;
    return "%-12s  %5d  %-14s  %s".formatted(clock, step.whole("index").orElse(0L), type, text);
  }

  private static void readback(List<String> lines, Terminal terminal, Json.Obj seen) {
    if (seen.members().isEmpty()) {
      return;
    }
    head(lines, terminal, "read back before the first instruction");
    Json.Obj capabilities = seen.object("capabilities");
    boolean none =
        capabilities.members().values().stream()
            .allMatch(c -> c instanceof Json.Str s && s.value().matches("0+"));
    lines.add("  capabilities    " + (none ? "none" : "some"));
    lines.add(
        "  system calls    "
            + (seen.whole("seccomp_mode").orElse(0L) == 2 ? "filtered" : "not filtered")
            + (seen.bool("no_new_privileges").orElse(false) ? ", no new privileges" : ""));
    lines.add("  user ids        " + Shown.line(seen.text("uid_map").orElse("")));
    lines.add("  interfaces      " + words(seen, "interfaces"));
    lines.add("  mounts          " + seen.array("mounts").size());
    lines.add(
        "  memory          "
            + Amounts.bytes(seen.object("cgroup").whole("memory_bytes").orElse(0L))
            + ", processes "
            + seen.object("cgroup").whole("pids").orElse(0L));
  }

  private static String words(Json.Obj from, String name) {
    return Shown.line(
        String.join(
            " ",
            from.array(name).stream().map(w -> w instanceof Json.Str s ? s.value() : "").toList()));
  }

  private static void outputs(List<String> lines, Home home, Json.Obj page) {
    if (!page.array("outputs").isEmpty()) {
      lines.add("");
      lines.addAll(OutputLines.of(home, page));
    }
  }

  private static void evidence(List<String> lines, Terminal terminal, Json.Obj page) {
    Json.Obj evidence = page.object("evidence");
    String id = Shown.line(page.text("id").orElse(""));
    head(lines, terminal, "evidence");
    if (!evidence.bool("closed").orElse(false)) {
      lines.add("  the history is still open: " + evidence.whole("events").orElse(0L) + " events");
    } else if (evidence.bool("exportable").orElse(false)) {
      lines.add(
          "  closed with "
              + evidence.whole("events").orElse(0L)
              + " events; statement "
              + Amounts.brief(evidence.text("statement_sha256").orElse("")));
      lines.add("  bailey evidence export " + id + " -o " + id + ".evidence");
    } else {
      lines.add(
          "  closed with " + evidence.whole("events").orElse(0L) + " events; nothing ran to prove");
    }
  }
}
