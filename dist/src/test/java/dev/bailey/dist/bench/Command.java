package dev.bailey.dist.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs programs. */
final class Command {
  private static final double NANOS_PER_MILLI = 1e6;

  private Command() {}

  /** Milliseconds from the program's start to its end, its output thrown away. */
  static double millis(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(command, environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long begin = System.nanoTime();
    int code = builder.start().waitFor();
    double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    if (code != 0) {
      throw new IOException("code " + code + " from " + String.join(" ", command));
    }
    return millis;
  }

  /** What the program prints. */
  static String output(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Process process = builder(command, environment).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("code " + code + " from " + String.join(" ", command));
    }
    return text.strip();
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder;
  }
}
