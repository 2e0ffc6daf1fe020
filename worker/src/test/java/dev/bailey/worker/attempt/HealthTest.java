package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Service;
import dev.bailey.job.run.Serving.State;
import dev.bailey.worker.network.Visits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a service is well, when it is used, and when it must end. */
class HealthTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Optional<String> WELL = Optional.empty();
  private static final Optional<String> NOT = Optional.of("no");
  @TempDir Path dir;

  private static Instant at(long seconds) {
    return BEGAN.plusSeconds(seconds);
  }

  private static Health health() {
    return new Health(new Service.Health(new Service.Probe.Port("p"), 10, 2, 3, 30), BEGAN);
  }

  @Test
  void failuresCountAfterTheStartPeriodOnly() {
    Health health = health();
    for (int i = 0; i < 30; i++) {
      health.checked(NOT, at(i));
    }
    assertThat(health.now().state()).isEqualTo(State.STARTING);
    assertThat(health.now().reason()).isEqualTo("no");
    assertThat(health.over()).isEmpty();
    health.checked(NOT, at(30));
    assertThat(health.now().state()).isEqualTo(State.UNHEALTHY);
    health.checked(NOT, at(40));
    assertThat(health.over()).isEmpty();
    health.checked(NOT, at(50));
    assertThat(health.over()).contains("unhealthy: 3 health checks in a row failed, the last: no");
    assertThat(health.facts().whole("failed")).contains(33L);
  }

  @Test
  void failuresCountAtOnceWhenItHasBeenWellAndOnlyInARow() {
    Health health = health();
    health.checked(WELL, at(1));
    assertThat(health.now().state()).isEqualTo(State.HEALTHY);
    health.checked(NOT, at(2));
    health.checked(NOT, at(3));
    assertThat(health.now().state()).isEqualTo(State.UNHEALTHY);
    assertThat(health.now().since()).isEqualTo(at(2));
    health.checked(WELL, at(4));
    assertThat(health.now().failures()).isZero();
    health.checked(NOT, at(5));
    health.checked(NOT, at(6));
    assertThat(health.over()).isEmpty();
  }

  @Test
  void whoComesOrStaysKeepsItFromBeingIdle() throws IOException {
    Idle idle = new Idle(10, dir.resolve("visits"), BEGAN);
    idle.look(new Visits(0, 0, 0), 0, at(9));
    assertThat(idle.over(at(9))).isEmpty();
    idle.look(new Visits(1, 0, 0), 0, at(9));
    assertThat(idle.over(at(18))).isEmpty();
    idle.look(new Visits(1, 0, 1), 0, at(18));
    idle.look(new Visits(1, 5, 0), 0, at(27));
    assertThat(idle.over(at(36))).isEmpty();
    assertThat(idle.over(at(37))).contains("nobody was connected for 10 s, its idle_stop");
  }

  @Test
  void itsOwnChecksAreNobody() throws IOException {
    Idle idle = new Idle(10, dir.resolve("visits"), BEGAN);
    for (int i = 1; i <= 10; i++) {
      idle.look(new Visits(i, 0, 0), 1, at(i));
    }
    assertThat(idle.over(at(10))).isPresent();
    idle.look(new Visits(12, 0, 0), 1, at(11));
    assertThat(idle.over(at(20))).isEmpty();
  }

  @Test
  void aLaterAgentGoesOnCounting() throws IOException {
    Path memory = dir.resolve("visits");
    new Idle(10, memory, BEGAN).look(new Visits(4, 0, 1), 0, at(5));
    Idle later = new Idle(10, memory, BEGAN);
    later.look(new Visits(4, 0, 0), 0, at(14));
    assertThat(later.over(at(14))).isEmpty();
    assertThat(later.over(at(15))).isPresent();
    Idle visited = new Idle(10, memory, BEGAN);
    visited.look(new Visits(5, 0, 0), 0, at(20));
    assertThat(visited.over(at(29))).isEmpty();
  }

  @Test
  void aTornMemoryIsAsNone() throws IOException {
    Path memory = dir.resolve("visits");
    for (String torn : new String[] {"", "1", "1 2", "a b c", "1 2 99999999999999999999"}) {
      Files.writeString(memory, torn);
      Idle idle = new Idle(10, memory, BEGAN);
      assertThat(idle.over(at(10))).as(torn).isPresent();
    }
  }

  @Test
  void onlyTheEndOfWhatACheckSaysIsKept() {
    LastBytes last = new LastBytes();
    for (int i = 0; i < 3000; i++) {
      last.write('a' + i % 26);
    }
    assertThat(last.bytes()).hasSize(LastBytes.MOST).endsWith('a' + 2999 % 26);
    byte[] much = new byte[5000];
    much[4999] = 'z';
    last.write(much, 0, 5000);
    assertThat(last.bytes()).hasSize(LastBytes.MOST).endsWith('z');
    last.write(new byte[] {1, 2, 3}, 1, 1);
    assertThat(last.bytes()).endsWith('z', 2);
  }
}
