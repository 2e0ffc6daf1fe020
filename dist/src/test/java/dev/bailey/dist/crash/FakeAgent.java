package dev.bailey.dist.crash;

import dev.bailey.job.log.LogLine;
import dev.bailey.job.log.LogReader;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.JobRow;
import dev.bailey.worker.attempt.FaultPoint;
import dev.bailey.worker.attempt.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One life of an agent on containers without walls. It takes up what earlier ones left, takes in
 * jobs, and is gone at once at the end it was told: after a time, at a passage of a point, or when
 * all jobs are over; then it first says what it knows of them.
 */
public final class FakeAgent {
  private static final long POLL_MILLIS = 5;
  private static final long PATIENCE_MILLIS = 120_000;

  private FakeAgent() {}

  /**
   * Arguments: the home; the end, {@code ms:N}, {@code at:POINT:N} or {@code over}; then the jobs
   * to take in, each {@code <lines>-<code>}.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Path.of(args[0]);
    String[] end = args[1].split(":", 3);
    AtomicInteger left = new AtomicInteger(end[0].equals("at") ? Integer.parseInt(end[2]) : 0);
    if (end[0].equals("ms")) {
      Thread.ofPlatform().daemon().start(() -> die(Long.parseLong(end[1])));
    }
    FakeNode fake =
        FakeNode.open(
            home,
            point -> {
              if (end[0].equals("at")
                  && point == FaultPoint.valueOf(end[1])
                  && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(FaultyAgent.KILLED);
              }
            });
    fake.node().start();
    for (int i = 2; i < args.length; i++) {
      fake.node().submit(Path.of("/", args[i]), "job.yaml", false, "");
    }
    awaitEnd(fake);
    if (end[0].equals("over")) {
      Files.write(home.resolve("accounts"), accounts(fake, home));
    }
    Runtime.getRuntime().halt(0);
  }

  private static void die(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException early) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(FaultyAgent.KILLED);
  }

  private static void awaitEnd(FakeNode fake) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!fake.node().idle() || !fake.store().openAttempts().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not over: " + fake.store().openAttempts());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static List<String> accounts(FakeNode fake, Path home) throws IOException {
    List<String> doubts = new ArrayList<>();
    if (!fake.ledger().fsck(Optional.empty()).sound()) {
      doubts.add("the ledger is not sound: " + fake.ledger().fsck(Optional.empty()).problems());
    }
    fake.store().openPermits().stream()
        .filter(p -> !p.subject().isNode())
        .forEach(p -> doubts.add("a permit without outcome: " + p));
    List<String> accounts = new ArrayList<>();
    for (JobRow job : fake.store().jobs()) {
      accounts.add(
          CanonicalJson.text(
              Json.object()
                  .put("job", job.id())
                  .put("state", job.state().wireName())
                  .put("code", job.detail().whole("exit_code").orElse(-1L))
                  .put("log", Json.strings(log(home, job.id())))
                  .put("outputs", fake.store().outputs(job.id(), 1).size())
                  .put("doubts", Json.strings(doubts))
                  .build()));
    }
    return accounts;
  }

  private static List<String> log(Path home, String job) throws IOException {
    Path file = Workshop.log(home, job, 1);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (LogReader reader = LogReader.open(file)) {
      return reader.read(1, 10_000).stream()
          .filter(line -> line.stream() == LogLine.Stream.OUT)
          .map(LogLine::text)
          .toList();
    }
  }
}
