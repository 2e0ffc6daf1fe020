package dev.bailey.cli.show;

import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a service is looked after, how it is, and where it is reached. */
public final class ServiceLines {
  private ServiceLines() {}

  /** Health and addresses of a job that runs, one line each; none of one that is not reached. */
  public static List<String> of(Json.Obj job) {
    Json.Obj serving = job.object("serving");
    List<String> lines = new ArrayList<>();
    String health = serving.text("health").orElse("unchecked");
    if (!health.equals("unchecked")) {
      lines.add(Shown.line(health + serving.text("reason").map(r -> ": " + r).orElse(""), 200));
    }
    lines.addAll(addresses(job));
    return lines;
  }

  /** Name, address and sources of each port. */
  public static List<String> addresses(Json.Obj job) {
    List<String> lines = new ArrayList<>();
    for (Json item : job.object("serving").array("ports")) {
      if (item instanceof Json.Obj port) {
        String at = ":" + port.whole("port").orElse(0L);
        String six = port.text("address_six").orElse("");
        lines.add(
            Shown.line(
                "%s %s%s%s%s from %s"
                    .formatted(
                        port.text("name").orElse(""),
                        port.text("address").orElse(""),
                        at,
                        six.isEmpty() ? "" : " [" + six + "]" + at,
                        port.text("protocol").filter("udp"::equals).map(u -> "/" + u).orElse(""),
                        words(port, "from"))));
      }
    }
    return lines;
  }

  /** How a plan says that it is looked after. */
  static String terms(Json.Obj plan) {
    Json.Obj service = plan.object("service");
    Json.Obj health = service.object("health");
    List<String> parts = new ArrayList<>();
    if (health.members().isEmpty()) {
      parts.add("not checked");
    } else {
      String what =
          health.text("port").map(p -> "port " + p).orElseGet(() -> words(health, "command"));
      parts.add("checked every " + time(health, "interval_seconds") + " by " + what);
    }
    if (service.whole("idle_seconds").orElse(0L) > 0) {
      parts.add("stops after " + time(service, "idle_seconds") + " without use");
    }
    return String.join(" · ", parts);
  }

  private static String time(Json.Obj from, String name) {
    return Amounts.time(Duration.ofSeconds(from.whole(name).orElse(0L)));
  }

  private static String words(Json.Obj from, String name) {
    return from.array(name).stream()
        .map(w -> w instanceof Json.Str s ? s.value() : "")
        .collect(Collectors.joining(" "));
  }
}
