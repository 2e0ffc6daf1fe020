package dev.bailey.job.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** A process that writes a log until it is killed. */
final class Flood {
  private Flood() {}

  static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Flood.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] args) throws IOException {
    try (LogWriter log = LogWriter.open(Path.of(args[0]), LogLimits.MAX_BYTES)) {
      for (int i = 0; ; i++) {
        byte[] line =
            ("line " + i + " " + "x".repeat(i % 5000) + "\n").getBytes(StandardCharsets.UTF_8);
        log.append(LogLine.Stream.OUT, Instant.now(), line);
      }
    }
  }
}
