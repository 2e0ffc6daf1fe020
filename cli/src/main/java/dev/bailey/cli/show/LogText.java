package dev.bailey.cli.show;

import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A line of a job's log for a terminal. */
public final class LogText {
  private LogText() {}

  /** The text without anything that steers a terminal, tabs excepted. */
  public static String line(Json.Obj line) {
    String text = line.text("text").orElse("");
    String shown =
        Arrays.stream(text.split("\t", -1)).map(Shown::line).collect(Collectors.joining("\t"));
    return line.bool("truncated").orElse(false) ? shown + " … (the log ends here)" : shown;
  }

  /** Whether the workload wrote it to its standard error. */
  public static boolean isError(Json.Obj line) {
    return line.text("stream").orElse("").equals("err");
  }
}
