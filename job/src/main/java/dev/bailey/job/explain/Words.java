package dev.bailey.job.explain;

import dev.bailey.ledger.json.Json;
import java.util.Map;
import java.util.stream.Collectors;

/** Names of the wire as people say them. */
final class Words {
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("argList", "the command"),
          Map.entry("envList", "the environment"),
          Map.entry("workingDir", "the working directory"),
          Map.entry("mounts", "what is mounted"),
          Map.entry("user", "the user"),
          Map.entry("groups", "the groups"),
          Map.entry("umask", "the umask"),
          Map.entry("capabilities", "the capabilities"),
          Map.entry("privileged", "being privileged"),
          Map.entry("noNewPrivileges", "that no privileges are added"),
          Map.entry("seccompProfileSHA256", "the system call filter"),
          Map.entry("devices", "the devices"),
          Map.entry("deviceHash", "the digest of the layer"),
          Map.entry("layerPaths", "the layers of the root"),
          Map.entry("containerID", "the container"),
          Map.entry("signal", "the signal"),
          Map.entry("image", "the image"),
          Map.entry("code", "the code"),
          Map.entry("inputs", "the inputs"),
          Map.entry("outputs", "the outputs"),
          Map.entry("network", "the network"),
          Map.entry("name", "the name"),
          Map.entry("size", "the size in bytes"),
          Map.entry("signer", "the signer"),
          Map.entry("issuer", "the issuer"),
          Map.entry("host", "the destination"),
          Map.entry("port", "the port"));

  private static final Map<String, String> JOB_FILE =
      Map.ofEntries(
          Map.entry("argList", "command, or script and args"),
          Map.entry("envList", "env"),
          Map.entry("workingDir", "workdir"),
          Map.entry("mounts", "inputs"),
          Map.entry("user", "sandbox: run_as_uid"),
          Map.entry("capabilities", "sandbox: allowed_caps"),
          Map.entry("seccompProfileSHA256", "sandbox: seccomp_profile"),
          Map.entry("deviceHash", "image"),
          Map.entry("layerPaths", "image"),
          Map.entry("image", "image"),
          Map.entry("code", "workspace"),
          Map.entry("inputs", "inputs"),
          Map.entry("outputs", "outputs"),
          Map.entry("network", "network"),
          Map.entry("host", "network"),
          Map.entry("limits.wall_seconds", "max_duration"));

  private Words() {}

  /** A field of a question, such as {@code argList} or {@code limits.pids}. */
  static String field(String field) {
    return field.startsWith("limits.")
        ? "the limit " + field.substring("limits.".length())
        : FIELDS.getOrDefault(field, field);
  }

  /** Where a job file says what a field of a start or submission has; empty if nowhere. */
  static String jobFile(String action, String field) {
    if (!action.equals("start_container")
        && !action.equals("submit_job")
        && !action.equals("open_network")) {
      return "";
    }
    return JOB_FILE.getOrDefault(field, field.startsWith("limits.") ? "resources" : "");
  }

  /** What was to happen. */
  static String deed(Json.Obj action, String whose) {
    return switch (action.text("type").orElse("")) {
      case "submit_job" -> "the submission of " + whose;
      case "start_container" -> "the start of " + whose;
      case "open_network" -> "the network of " + whose;
      case "exec_in_container" -> "the command " + command(action) + " in " + whose;
      case "check_health" -> "the health command " + command(action) + " in " + whose;
      case "signal_container" -> "signal " + action.whole("signal").orElse(0L) + " to " + whose;
      case "store_outputs" -> "storing the outputs of " + whose;
      case "remove_container" -> "taking away the container of " + whose;
      case "read_log" -> "reading the log of " + text(action, "job");
      case "read_output" ->
          "reading the output " + text(action, "output") + " of " + text(action, "job");
      case "break_glass" ->
          "breaking the glass by "
              + text(action, "by")
              + " for "
              + deed(action.object("reading"), "");
      case "export_evidence" -> "exporting the evidence of " + text(action, "job");
      case "delete_job" -> "removing " + text(action, "job");
      case "pull_image" -> "fetching the image " + text(action, "reference");
      case "run_host_program" ->
          "running " + command(action) + " on the host (" + text(action, "purpose") + ")";
      case "load_fragment" ->
          "loading the fragment " + text(action, "feed") + " of " + text(action, "issuer");
      case "load_transparency_trust_list" ->
          "loading the trust list " + text(action, "subject") + " of " + text(action, "issuer");
      case "change_policy" ->
          "putting the policy "
              + text(action, "policy")
              + ", signed by "
              + text(action, "signer")
              + ", in force";
      case "" -> "an action of " + whose + " that was too large to be recorded";
      default -> text(action, "type").replace('_', ' ') + " of " + whose;
    };
  }

  private static String text(Json.Obj action, String name) {
    return action.text(name).orElse("");
  }

  private static String command(Json.Obj action) {
    return action.array("command").stream()
        .map(word -> word instanceof Json.Str(String text) ? text : "")
        .collect(Collectors.joining(" ", "“", "”"));
  }
}
