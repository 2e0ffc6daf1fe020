package dev.bailey.cli.show;

import dev.bailey.job.spec.SandboxSpec;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan before it runs: what was resolved, what may be used, what is open. */
public final class PlanLines {
  private static final int WIDTH = 44;
  private static final String NONE = "0".repeat(64);

  private PlanLines() {}

  /**
   * The lines.
   *
   * @param sha256 the plan's digest
   * @param files number of files of the code; negative if not known
   */
  public static List<String> of(Json.Obj plan, String sha256, long files) {
    List<String> lines = new ArrayList<>();
    lines.add(line("job", plan.text("job_name").orElse(""), "plan " + Amounts.brief(sha256)));
    Json.Obj image = plan.object("image");
    int layers = image.array("layers").size();
    lines.add(
        line(
            "image",
            image.text("reference").orElse(""),
            Amounts.brief(image.text("id").orElse(""))
                + " · "
                + layers
                + (layers == 1 ? " layer" : " layers")));
    String code = plan.text("code").orElse(NONE);
    if (!code.equals(NONE)) {
      String count = files < 0 ? "" : files == 1 ? "1 file" : files + " files";
      lines.add(line("code", count, Amounts.brief(code)));
    }
    lines.add(line("command", words(plan, "command"), ""));
    for (Json input : plan.array("inputs")) {
      if (input instanceof Json.Obj i) {
        lines.add(
            line(
                "input",
                i.text("name").orElse("") + " ← " + i.text("source").orElse(""),
                Amounts.brief(i.text("digest").orElse(""))));
      }
    }
    if (!plan.array("outputs").isEmpty()) {
      lines.add(line("outputs", words(plan, "outputs"), ""));
    }
    for (Json item : plan.array("secrets")) {
      if (item instanceof Json.Obj secret) {
        lines.add(
            line(
                "secret",
                secret.text("name").orElse("") + " → " + secret.text("path").orElse(""),
                "value " + whole(secret, "number") + " · " + secret.text("mode").orElse("")));
      }
    }
    plan.text("seccomp_profile")
        .filter(filter -> !filter.equals(SandboxSpec.STANDARD.seccompProfile()))
        .ifPresent(filter ->
            lines.add(
                line("filter", filter, Amounts.brief(plan.text("seccomp_digest").orElse("")))));
    lines.add(line("limits", limits(plan.object("limits")), ""));
    lines.addAll(network(plan));
    plan.get("service").ifPresent(s -> lines.add(line("service", ServiceLines.terms(plan), "")));
    return lines;
  }

  private static List<String> network(Json.Obj plan) {
    List<String> lines = new ArrayList<>();
    plan.text("network").ifPresent(mode -> lines.add(line("network", mode, "")));
    for (Json destination : plan.object("network").array("destinations")) {
      if (destination instanceof Json.Obj to) {
        long budget = whole(to, "budget_bytes");
        lines.add(
            line(
                "network",
                "→ "
                    + to.text("host").orElse("")
                    + " port "
                    + port(to)
                    + (budget == 0 ? "" : " · at most " + Amounts.bytes(budget)),
                to.text("via").isPresent() ? "through the broker" : words(to, "addresses")));
      }
    }
    for (Json inbound : plan.object("network").array("inbound")) {
      if (inbound instanceof Json.Obj in) {
        lines.add(
            line(
                "network",
                "← " + in.text("name").orElse("") + " port " + port(in),
                "from " + words(in, "from")));
      }
    }
    return lines;
  }

  private static String port(Json.Obj of) {
    return whole(of, "port") + "/" + of.text("protocol").orElse("");
  }

  private static String words(Json.Obj plan, String name) {
    return plan.array(name).stream()
        .map(w -> w instanceof Json.Str s ? s.value() : "")
        .collect(Collectors.joining(" "));
  }

  private static String limits(Json.Obj limits) {
    return String.join(
        " · ",
        Amounts.cores(whole(limits, "cpu_millis")) + " cpu",
        Amounts.bytes(whole(limits, "memory_bytes")),
        whole(limits, "pids") + " processes",
        Amounts.time(Duration.ofSeconds(whole(limits, "wall_seconds"))),
        Amounts.bytes(whole(limits, "disk_bytes"))
            + " scratch"
            + limits
                .whole("log_rate_bytes")
                .map(rate -> " · " + Amounts.bytes(rate) + "/s output")
                .orElse(""));
  }

  private static long whole(Json.Obj from, String name) {
    return from.whole(name).orElse(0L);
  }

  private static String line(String label, String text, String right) {
    String shown = Shown.line(text, 120);
    int gap = Math.max(2, WIDTH - shown.codePointCount(0, shown.length()));
    return ("  %-9s ".formatted(label) + shown + " ".repeat(gap) + Shown.line(right, 120))
        .stripTrailing();
  }
}
