package dev.bailey.job.resolve;

import dev.bailey.job.plan.Image;
import dev.bailey.job.spec.JobSpec.Work;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * The argument list of the workload.
 *
 * <p>A script in an image with an entry point is started by the contract of platform images: {@code
 * ENTRYPOINT --workspace /workspace [--deps /workspace/D] --script S [--args A…]}. Without an entry
 * point the script's extension chooses the interpreter.
 */
final class Workload {
  private static final String WORKSPACE = "/workspace";

  private Workload() {}

  static List<String> command(Work work, Image image, boolean code, List<Problem> problems) {
    return switch (work) {
      case Work.Command command -> command.arguments();
      case Work.Script script -> {
        if (!code) {
          problems.add(
              Problem.everywhere(
                  "script: the job has no code directory; put job.yaml beside the script"));
          yield List.of();
        }
        yield image.entrypoint().isEmpty()
            ? interpreted(script, problems)
            : contract(script, image, problems);
      }
    };
  }

  private static List<String> contract(Work.Script script, Image image, List<Problem> problems) {
    if (image.entrypoint().getFirst().isEmpty()
        || image.entrypoint().stream().anyMatch(a -> a.indexOf('\0') >= 0)) {
      problems.add(
          Problem.everywhere(
              "image " + Shown.quoted(image.reference()) + ": its entry point names no program"));
    }
    List<String> out = new ArrayList<>(image.entrypoint());
    out.addAll(List.of("--workspace", WORKSPACE));
    if (!script.deps().isEmpty()) {
      out.addAll(List.of("--deps", WORKSPACE + "/" + script.deps()));
    }
    out.addAll(List.of("--script", script.path()));
    if (!script.arguments().isEmpty()) {
      out.add("--args");
      out.addAll(script.arguments());
    }
    return out;
  }

  private static List<String> interpreted(Work.Script script, List<Problem> problems) {
    if (!script.deps().isEmpty()) {
      problems.add(
          Problem.everywhere(
              "deps: this image has no entry point that would read it; remove deps"));
    }
    List<String> out = new ArrayList<>();
    if (script.path().endsWith(".py")) {
      out.addAll(List.of("python3", "-u"));
    } else if (script.path().endsWith(".sh")) {
      out.add("/bin/sh");
    } else {
      problems.add(
          Problem.everywhere(
              "script: "
                  + Shown.quoted(script.path())
                  + " is neither .py nor .sh and the image has no entry point; say command instead"));
    }
    out.add(WORKSPACE + "/" + script.path());
    out.addAll(script.arguments());
    return out;
  }
}
