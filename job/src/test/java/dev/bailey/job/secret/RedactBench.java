package dev.bailey.job.secret;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Megabytes of output redacted in a second on one thread with 100 secrets, beside copying them.
 * Argument: rounds.
 */
public final class RedactBench {
  private static final int SIZE = 64 << 20;
  private static final int CHUNK = 64 << 10;
  private static final int SECRETS = 100;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private RedactBench() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    List<byte[]> secrets = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < SECRETS; i++) {
      byte[] raw = new byte[30];
      random.nextBytes(raw);
      secrets.add(Base64.getUrlEncoder().encode(raw));
    }
    Redaction redaction = Redaction.of(secrets);
    String first = new String(secrets.getFirst(), StandardCharsets.US_ASCII);
    byte[] lines = text("epoch 17/200  loss 0.6796  accuracy 0.8866  validation 0.8472\n");
    byte[] json =
        text("{\"event\":\"step\",\"path\":\"C:\\\\data\\\\x\",\"text\":\"a \\\"b\\\"\"}\n");
    byte[] noise = new byte[SIZE];
    random.nextBytes(noise);
    byte[] near = text(first.substring(0, first.length() - 1) + "\n");
    byte[] hits = text("token " + first + "\n");
    for (int round = 0; round < rounds; round++) {
      measure("copy", Redaction.NONE, lines);
      measure("lines of a training run", redaction, lines);
      measure("JSON with escapes", redaction, json);
      measure("random bytes", redaction, noise);
      measure("all of a secret but its last byte", redaction, near);
      measure("a secret in each line", redaction, hits);
    }
  }

  private static byte[] text(String line) {
    byte[] one = line.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      all[i] = one[i % one.length];
    }
    return all;
  }

  private static void measure(String what, Redaction redaction, byte[] text) throws IOException {
    byte[] target = new byte[CHUNK * 2];
    long[] out = {0};
    Redactor.Sink sink =
        (bytes, from, length) -> {
          System.arraycopy(bytes, from, target, 0, length);
          out[0] += length;
        };
    Redactor redactor = redaction.stream();
    long begin = System.nanoTime();
    long busy = THREADS.getCurrentThreadCpuTime();
    for (int at = 0; at < SIZE; at += CHUNK) {
      redactor.feed(text, at, CHUNK, sink);
    }
    redactor.finish(sink);
    double used = (THREADS.getCurrentThreadCpuTime() - busy) / 1e9;
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-36s %8.0f MB/s of a processor's time, %8.0f MB/s by the clock  (%d bytes out)%n",
        what,
        SIZE / used / 1e6,
        SIZE / seconds / 1e6,
        out[0]);
  }
}
