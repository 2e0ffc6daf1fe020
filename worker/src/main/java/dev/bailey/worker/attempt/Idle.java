package dev.bailey.worker.attempt;

import dev.bailey.worker.network.Visits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices when nobody has been connected to a service for as long as it may be idle. What was seen
 * last is kept in a file of the attempt, so that a later agent goes on counting; visits while no
 * agent was there are found by their number.
 */
final class Idle {
  private final Duration most;
  private final Path memory;
  private Visits seen = Visits.NONE;
  private Instant last;

  /**
   * @param seconds how long it may be idle
   * @param began when the service's first instruction may have run
   */
  Idle(long seconds, Path memory, Instant began) {
    this.most = Duration.ofSeconds(seconds);
    this.memory = memory;
    this.last = began;
    remembered();
  }

  private void remembered() {
    try {
      String[] parts =
          Files.exists(memory) ? Files.readString(memory).split(" ", -1) : new String[0];
      if (parts.length == 3) {
        Instant then = Instant.ofEpochSecond(Long.parseLong(parts[2]));
        seen = new Visits(Long.parseLong(parts[0]), Long.parseLong(parts[1]), 0);
        last = then;
      }
    } catch (IOException | NumberFormatException torn) {
      // As if nothing had been remembered: whoever visited before counts as coming now.
    }
  }

  /**
   * Takes a look into account.
   *
   * @param own how many of the connections since the last look were health checks
   */
  void look(Visits visits, long own, Instant now) throws IOException {
    boolean used =
        visits.open() > 0
            || visits.connections() - seen.connections() > own
            || visits.datagrams() != seen.datagrams();
    boolean news = used || !visits.equals(seen);
    seen = visits;
    if (used) {
      last = now;
    }
    if (news) {
      Files.writeString(
          memory, visits.connections() + " " + visits.datagrams() + " " + last.getEpochSecond());
    }
  }

  /** Why the service must end; empty if it may go on. */
  Optional<String> over(Instant now) {
    return Duration.between(last, now).compareTo(most) < 0
        ? Optional.empty()
        : Optional.of("nobody was connected for " + most.toSeconds() + " s, its idle_stop");
  }
}
