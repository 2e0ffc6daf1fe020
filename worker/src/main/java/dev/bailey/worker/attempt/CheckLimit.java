package dev.bailey.worker.attempt;

import dev.bailey.worker.podman.ExecSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends the process of a health check with its family when its time is over, and what is left of the
 * family when it has ended by itself.
 */
final class CheckLimit implements AutoCloseable {
  /** After which the streams of a process that is gone are let go, whoever holds them. */
  private static final Duration STREAMS = Duration.ofSeconds(1);

  private final Family family;
  private final Path memory;
  private final Thread timer;
  private volatile boolean over;

  private CheckLimit(Family family, Path memory, ExecSession session, Duration most) {
    this.family = family;
    this.memory = memory;
    this.timer = Thread.ofVirtual().unstarted(() -> wait(session, most));
  }

  /**
   * Begins to count.
   *
   * @param memory file that names the process to a later agent
   */
  static CheckLimit begin(Family family, Path memory, ExecSession session, Duration most)
      throws IOException {
    Files.writeString(memory, family.leader().text());
    CheckLimit limit = new CheckLimit(family, memory, session, most);
    limit.timer.start();
    return limit;
  }

  private void wait(ExecSession session, Duration most) {
    try {
      Thread.sleep(most);
      over = true;
      family.end();
      Thread.sleep(STREAMS);
      session.close();
    } catch (InterruptedException ended) {
      // It ended in time.
    }
  }

  /** Whether its time was over before it had ended. */
  boolean over() {
    return over;
  }

  @Override
  public void close() throws IOException {
    timer.interrupt();
    try {
      family.end();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(memory);
  }

  /** Ends what a check of an earlier agent has left. */
  static void endEarlier(Path memory, Ground ground, String podmanId)
      throws IOException, InterruptedException {
    if (!Files.exists(memory)) {
      return;
    }
    Optional<Family.Member> left = Family.parse(Files.readString(memory));
    if (left.isPresent()) {
      new Family(left.get(), () -> ground.processesOf(podmanId)).end();
    }
    Files.deleteIfExists(memory);
  }
}
