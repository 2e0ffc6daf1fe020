package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Pace pace = new Pace(600, 10, 0, 0);

  @Test
  void aBurstPassesAndWhatFollowsItWaits() {
    assertThat(pace.exceeded(600, 0)).isFalse();
    assertThat(pace.exceeded(601, 0)).isTrue();
    assertThat(pace.exceeded(601, SECOND / 20)).isTrue();
    assertThat(pace.exceeded(601, SECOND / 10)).isFalse();
  }

  @Test
  void whoKeepsToTheRateNeverWaits() {
    assertThat(pace.exceeded(600, 0)).isFalse();
    for (int i = 1; i <= 1000; i++) {
      assertThat(pace.exceeded(600 + i * 10L, i * SECOND)).as("second " + i).isFalse();
    }
  }

  @Test
  void silenceEarnsOneBurstAndNoMore() {
    assertThat(pace.exceeded(600, 0)).isFalse();
    assertThat(pace.exceeded(600, 1_000_000 * SECOND)).isFalse();
    assertThat(pace.exceeded(1200, 1_000_000 * SECOND)).isFalse();
    assertThat(pace.exceeded(1201, 1_000_000 * SECOND)).isTrue();
  }

  @Test
  void whatCameTooFastIsPaidForByTime() {
    assertThat(pace.exceeded(1600, 0)).isTrue();
    assertThat(pace.exceeded(1600, 99 * SECOND)).isTrue();
    assertThat(pace.exceeded(1600, 100 * SECOND)).isFalse();
  }

  /** A flood that grows a lot whenever nobody holds it is held to burst and rate all the same. */
  @Test
  void aFloodIsHeldToBurstAndRate() {
    long size = 0;
    boolean held = false;
    long most = 0;
    for (int i = 0; i < 100_000; i++) {
      size += held ? 0 : 50;
      held = pace.exceeded(size, i * SECOND / 50);
      most = Math.max(most, size - 600 - i / 5);
    }
    assertThat(most).isBetween(-50L, 50L);
  }

  @Test
  void itIsLookedAtOftenWhenLittleIsLeftAndSeldomWhenMuchIs() {
    Pace wide = new Pace(60 << 20, 1 << 20, 0, 0);
    assertThat(wide.calmNanos()).isEqualTo(SECOND / 20);
    assertThat(wide.exceeded((60 << 20) - 1000, 0)).isFalse();
    assertThat(wide.calmNanos()).isEqualTo(SECOND / 500);
    assertThat(wide.exceeded(70 << 20, 0)).isTrue();
    assertThat(wide.calmNanos()).isEqualTo(SECOND / 20);
  }

  @Test
  void whatWasThereBeforeIsNotCounted() {
    Pace later = new Pace(600, 10, 10_000, 0);
    assertThat(later.exceeded(10_600, 0)).isFalse();
    assertThat(later.exceeded(10_601, 0)).isTrue();
  }
}
