package dev.bailey.dist.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.worker.attempt.FaultPoint;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent that is killed costs nobody the truth; the whole of it is {@code bin/dev crash}. */
@Tag("container")
class CrashTest {
  private static Lives lives;

  @BeforeAll
  static void begin() throws IOException {
    lives = Lives.begin();
  }

  @AfterAll
  static void end() throws IOException {
    assertThat(lives.end()).isEmpty();
    lives.close();
  }

  @ParameterizedTest
  @CsvSource({
    "RANGE_TAKEN, 0, succeeded",
    "NETWORK_DECIDED, 0, succeeded",
    "NETWORK_OPEN, 0, succeeded",
    "CONTAINER_CREATED, 0, succeeded",
    "RUNNING_RECORDED, 0, failed",
    "RELEASED, 125, failed",
    "CONTAINER_REMOVED, 0, succeeded",
    "NETWORK_SETTLED, 0, succeeded",
    "END_RECORDED, 3, failed",
    "ATTESTED, 0, succeeded"
  })
  void theNextAgentTellsWhatTheWorkloadTold(FaultPoint point, int code, String state)
      throws IOException, InterruptedException {
    Lives.Verdict verdict = lives.at(point, code);
    assertThat(verdict.wrong()).isEmpty();
    assertThat(verdict.state()).isEqualTo(state);
  }
}
