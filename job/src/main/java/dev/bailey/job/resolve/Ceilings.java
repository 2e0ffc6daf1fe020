package dev.bailey.job.resolve;

import dev.bailey.job.plan.Limits;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.NodeSettings;
import dev.bailey.job.spec.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what a job asks for with the most that its node allows.
 *
 * @param settings of the node
 * @param file in which its owner wrote them, for people
 */
public record Ceilings(NodeSettings settings, String file) {
  /** Everything that is beyond; empty if nothing is. */
  public List<Problem> exceeded(JobSpec spec) {
    List<Problem> problems = new ArrayList<>();
    Limits most = settings.most();
    spec.limits()
        .byName()
        .forEach((name, asked) -> {
          long ceiling = most.byName().getOrDefault(name, 0L);
          if (asked > ceiling) {
            String written = Limits.written(name);
            String field = name.equals("wall_seconds") ? "max_duration" : written;
            problems.add(
                beyond(field, text(name, asked), text(name, ceiling), "limits." + written));
          }
        });
    for (String capability : spec.sandbox().capabilities()) {
      if (!settings.capabilities().contains(capability)) {
        problems.add(
            Problem.everywhere(
                "sandbox.allowed_caps: "
                    + capability
                    + " is not given on this node (allowed_caps in "
                    + file
                    + ")"));
      }
    }
    return problems;
  }

  /** Whether a job's code, in bytes, is more than allowed. */
  public List<Problem> code(long bytes) {
    return bytes > settings.codeBytes()
        ? List.of(
            beyond("code", Amount.bytes(bytes), Amount.bytes(settings.codeBytes()), "uploads.code"))
        : List.of();
  }

  /** Whether all inputs of a job, in bytes, are more than allowed. */
  public List<Problem> inputs(long bytes) {
    return bytes > settings.inputBytes()
        ? List.of(
            beyond(
                "inputs",
                Amount.bytes(bytes),
                Amount.bytes(settings.inputBytes()),
                "uploads.inputs"))
        : List.of();
  }

  /**
   * Whether a filter of system calls is none that jobs can have.
   *
   * @param digest its digest, 64 hexadecimal digits
   */
  public List<Problem> filter(String name, String digest) {
    return settings.offers(name, digest)
        ? List.of()
        : List.of(
            Problem.everywhere(
                "sandbox.seccomp_profile: "
                    + name
                    + " is not given on this node; there are "
                    + String.join(", ", settings.seccompProfiles().orElse(List.of()))
                    + " (seccomp_profiles in "
                    + file
                    + ")"));
  }

  /** The ceilings in one line, for people. */
  public static String text(NodeSettings settings) {
    List<String> all = new ArrayList<>();
    settings
        .most()
        .byName()
        .forEach((name, most) -> {
          if (!most.equals(NodeSettings.STANDARD.most().byName().get(name))) {
            all.add(Limits.written(name) + " " + text(name, most));
          }
        });
    return all.isEmpty() ? "no lower ceiling" : "at most " + String.join(", ", all);
  }

  private Problem beyond(String field, String asked, String most, String setting) {
    return Problem.everywhere(
        field
            + ": "
            + asked
            + " is more than this node allows, "
            + most
            + " ("
            + setting
            + " in "
            + file
            + ")");
  }

  private static String text(String name, long value) {
    return switch (name) {
      case "cpu_millis" -> Amount.cores(value) + " cpu";
      case "pids", "open_files" -> Long.toString(value);
      case "wall_seconds" -> Amount.seconds(value);
      case "log_rate_bytes" -> Amount.bytes(value) + " a second";
      default -> Amount.bytes(value);
    };
  }
}
