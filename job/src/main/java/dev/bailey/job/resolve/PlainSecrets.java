package dev.bailey.job.resolve;

import dev.bailey.job.snapshot.CodeSecrets;
import dev.bailey.job.snapshot.Listing;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.Shown;
import dev.bailey.scan.secret.SecretScan;
import dev.bailey.scan.secret.Suspicion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses secrets in plain text: what is submitted is stored, recorded and shown. A refusal says
 * where and what kind, and never repeats the value.
 */
public final class PlainSecrets {
  private PlainSecrets() {}

  /** What is wrong with the job file. */
  public static List<Problem> inJobFile(String file, byte[] written, JobSpec spec) {
    if (allowed(file, spec)) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    for (Suspicion place : SecretScan.of(file, written)) {
      problems.add(
          new Problem(place.line(), 1, "looks like a " + place.kind().text() + advice(file)));
    }
    for (Map.Entry<String, String> variable : spec.env().entrySet()) {
      if (SecretScan.isSecretVariable(variable.getKey(), variable.getValue())) {
        String name = variable.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
        problems.add(
            Problem.everywhere(
                "env."
                    + variable.getKey()
                    + ": seems to be a secret; store it with  bailey secret set "
                    + name
                    + ", write  secrets: ["
                    + name
                    + "]  and read /run/secrets/"
                    + name
                    + or(file)));
      }
    }
    return problems;
  }

  /**
   * What is wrong with the code.
   *
   * @throws IOException if the code has changed since it was listed
   */
  public static List<Problem> inCode(Path workspace, Listing listing, JobSpec spec)
      throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (CodeSecrets.Found found : CodeSecrets.in(workspace, listing)) {
      if (!allowed(found.path(), spec)) {
        problems.add(
            Problem.everywhere(
                "code: "
                    + Shown.line(found.path())
                    + ":"
                    + found.place().line()
                    + ": looks like a "
                    + found.place().kind().text()
                    + advice(found.path())));
      }
    }
    return problems;
  }

  private static String advice(String file) {
    return "; store it with  bailey secret set NAME  and name it in secrets" + or(file);
  }

  private static String or(String file) {
    return "; if it is none, write  not_secrets: [{file: " + Shown.line(file) + ", reason: why}]";
  }

  private static boolean allowed(String path, JobSpec spec) {
    return spec.notSecrets().stream()
        .anyMatch(
            n -> n.file().equals(path) || (n.file().endsWith("/") && path.startsWith(n.file())));
  }
}
