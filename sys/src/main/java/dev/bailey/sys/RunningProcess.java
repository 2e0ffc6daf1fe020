package dev.bailey.sys;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A host program that runs until stopped; closing kills it with its descendants. */
public final class RunningProcess implements AutoCloseable {
  /** Longest line handed over in one piece, bytes. */
  static final int MAX_LINE = 64 * 1024;

  private final Process process;
  private final Thread reader;

  RunningProcess(Process process, Consumer<String> lines) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), lines));
  }

  private static void read(InputStream source, Consumer<String> lines) {
    byte[] line = new byte[MAX_LINE];
    int length = 0;
    try (InputStream in = new BufferedInputStream(source)) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line[length++] = (byte) b;
        }
        if (b == '\n' || length == MAX_LINE) {
          lines.accept(new String(line, 0, length, StandardCharsets.UTF_8));
          length = 0;
        }
      }
    } catch (IOException e) {
      // The program was killed while it was read; the rest of its output is lost.
    }
    if (length > 0) {
      lines.accept(new String(line, 0, length, StandardCharsets.UTF_8));
    }
  }

  /** Its process number on the host. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit status, and all its lines delivered; empty if it still runs after the time. */
  public OptionalInt awaitExit(Duration time) throws InterruptedException {
    if (!process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
      return OptionalInt.empty();
    }
    reader.join(Duration.ofSeconds(2));
    return OptionalInt.of(process.exitValue());
  }

  /** Asks it to end by TERM, and kills it if it has not after the grace. */
  public void stop(Duration grace) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
      close();
    }
  }

  @Override
  public void close() {
    Processes.kill(process);
  }
}
