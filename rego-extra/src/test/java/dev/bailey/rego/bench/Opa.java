package dev.bailey.rego.bench;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.vectors.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures OPA on the same task with its own {@code opa bench}: a prepared query and a parsed
 * input, as here. What counts is the median of its timer around the evaluation alone, which leaves
 * out whatever else the command does, and pauses.
 */
final class Opa {
  private static final String MEDIAN = "histogram_timer_rego_query_eval_ns_median";

  private final String program;

  Opa(String program) {
    this.program = program;
  }

  /** Nanoseconds of one evaluation; 0 if OPA could not do it. */
  double nanos(Task task) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "bench", "--format", "json"));
    if (task.old()) {
      command.add("--v0-compatible");
    }
    task.modules().forEach(m -> command.addAll(List.of("-d", m.toString())));
    task.dataFile().ifPresent(d -> command.addAll(List.of("-d", d.toString())));
    task.inputFile().ifPresent(i -> command.addAll(List.of("-i", i.toString())));
    command.add(task.query());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0
            && JsonFile.parse("opa bench", out) instanceof RegoObject all
            && all.get("Extra") instanceof RegoObject extra
            && extra.get(MEDIAN) instanceof RegoNumber median
        ? median.doubleValue()
        : 0;
  }
}
