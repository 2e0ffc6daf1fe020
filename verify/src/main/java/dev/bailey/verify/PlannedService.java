package dev.bailey.verify;

import java.util.List;

/**
 * How the plan of a service says that it is looked after.
 *
 * @param json its canonical form
 * @param command that is run to check it; empty if it is not checked by one
 * @param terms for people
 */
record PlannedService(Json.Obj json, List<String> command, String terms) {
  PlannedService {
    command = List.copyOf(command);
  }

  static PlannedService read(Fields f) {
    long idle = f.number("idle_seconds", 0);
    List<String> command = List.of();
    String terms = "not checked";
    if (f.has("health")) {
      Fields health = f.fields("health");
      long interval = health.number("interval_seconds", 1);
      health.number("timeout_seconds", 1);
      health.number("retries", 1);
      health.number("start_seconds", 0);
      String by;
      if (health.has("port")) {
        by = "a connection to its port " + Plain.text(health.text("port"));
      } else {
        command = health.texts("command");
        by = "the command " + Plain.text(command);
      }
      health.end();
      terms = "checked every " + interval + " s by " + by;
    }
    f.end();
    return new PlannedService(
        f.json(),
        command,
        terms + (idle == 0 ? "" : ", to be stopped after " + idle + " s without use"));
  }
}
