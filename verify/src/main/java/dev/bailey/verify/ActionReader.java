package dev.bailey.verify;

import java.util.List;
import java.util.Set;

/** Reads the members of an action by its type; an unknown type or member is a problem. */
final class ActionReader {
  private static final Set<String> READINGS = Set.of("read_log", "read_output");

  private ActionReader() {}

  static void shape(Json.Obj action, String where, List<String> problems) {
    Fields f = Fields.of(action, where, problems);
    String type = f.text("type");
    switch (type) {
      case "submit_job" -> {
        f.text("job");
        f.digest("plan");
        f.digest("code");
      }
      case "start_container" -> {
        f.digest("plan");
        Placement.read(f.fields("placement"));
      }
      case "open_network" -> {
        f.digest("plan");
        f.digest("container_id");
        Wire.read(f.fields("network"));
      }
      case "release_secret" -> {
        f.digest("container_id");
        PlannedSecret.read(f.fields("secret"));
        f.number("user", 1);
        f.number("group", 1);
      }
      case "exec_in_container", "check_health" -> {
        f.text("container_id");
        f.digest("plan");
        f.texts("command");
        AccountNames.read(f);
      }
      case "signal_container" -> {
        f.text("container_id");
        f.number("signal", 1);
        f.texts("command");
      }
      case "store_outputs" -> {
        f.text("container_id");
        Output.read(f);
      }
      case "remove_container" -> Placement.read(f.fields("placement"));
      default -> other(type, f, problems);
    }
    f.end();
  }

  private static void signed(Fields f, String about) {
    f.text("issuer");
    f.text(about);
    f.digest("sha256");
  }

  private static void other(String type, Fields f, List<String> problems) {
    switch (type) {
      case "read_log", "export_evidence" -> {
        f.text("job");
        f.number("attempt", 1);
      }
      case "read_output" -> {
        f.text("job");
        f.number("attempt", 1);
        f.text("output");
        f.digest("sha256");
      }
      case "break_glass" -> {
        Json.Obj reading = f.fields("reading").json();
        shape(reading, "the reading", problems);
        if (!READINGS.contains(Fields.of(reading, "the reading", problems).text("type"))) {
          problems.add("the glass is broken for a reading only");
        }
        f.text("by");
        f.text("reason");
      }
      case "delete_job" -> f.text("job");
      case "pull_image" -> {
        f.text("reference");
        f.digest("digest");
      }
      case "load_fragment" -> signed(f, "feed");
      case "load_transparency_trust_list" -> signed(f, "subject");
      case "run_host_program" -> {
        f.text("purpose");
        f.texts("command");
      }
      default -> problems.add("action " + Plain.text(type) + " is unknown");
    }
  }
}
