package dev.bailey.dist.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An agent that is killed at any point, on containers without walls; {@code bin/dev crash fake}.
 */
@Tag("container")
class FakeCrashTest {
  @Test
  void atEveryPointTheNextAgentTellsWhatTheWorkloadTold() throws IOException {
    List<Lives.Verdict> verdicts = FakeLives.everywhere();
    assertThat(verdicts).allSatisfy(v -> assertThat(v.wrong()).isEmpty());
    assertThat(verdicts).hasSizeGreaterThan(10);
  }

  @Test
  void aSilentWorkloadThatEndsLikeAStarterIsNotTakenForOne() throws IOException {
    assertThat(FakeLives.silent())
        .singleElement()
        .satisfies(v -> {
          assertThat(v.wrong()).isEmpty();
          assertThat(v.state()).isEqualTo("failed");
        });
  }

  @Test
  void manyLivesAtOnceMeetThreeDeaths() throws IOException {
    assertThat(FakeLives.anywhere(new Random(7), 20))
        .allSatisfy(v -> assertThat(v.wrong()).isEmpty());
  }
}
