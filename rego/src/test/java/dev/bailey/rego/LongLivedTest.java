package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bailey.rego.tool.Coverage;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked for years must cost in the end what it cost in the beginning. */
class LongLivedTest {
  private static final String MODULE =
      """
      package a

      p contains [x, y] if {
        some x in input.xs
        some y in input.ys
        x.id == y.id
      }
      """;

  /** Of this kind are nodes that remember something: a join. */
  private static final String JOIN =
      "x := input.xs[_]; y := input.ys[_]; x.id == y.id; count([z | z := input.ys[_]; z.id > %d]) > 0";

  private static final Input INPUT =
      Input.json("{\"xs\": [{\"id\": 1}, {\"id\": 2}], \"ys\": [{\"id\": 2}, {\"id\": 3}]}");

  private static final Policy POLICY =
      Engine.standard().policy().module("a.rego", MODULE).compile().orThrow();

  private static long allocated(Runnable task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    task.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static long costOfOne(int number) {
    Query query = POLICY.query(JOIN.formatted(number)).orThrow();
    Runnable ask = () -> assertThat(((Answer.Rows) query.rows(INPUT)).rows()).hasSize(1);
    ask.run();
    return allocated(ask);
  }

  @Test
  void queriesThatWerePreparedOnceDoNotMakeOthersDearer() {
    costOfOne(0);
    long before = costOfOne(1);
    for (int i = 0; i < 10_000; i++) {
      assertThat(POLICY.query(JOIN.formatted(1)).problems()).isEmpty();
    }
    assertThat(costOfOne(1)).isLessThan(before + 2_000);
  }

  @Test
  void watchingPreparesAQueryOnce() {
    Query query = POLICY.query("data.a.p").orThrow();
    Coverage coverage = new Coverage(POLICY);
    Runnable watch = () -> assertThat(query.watch(INPUT, coverage)).isNotNull();
    long first = allocated(watch);
    long second = allocated(watch);
    assertThat(second).isLessThan(first / 2);
    assertThat(coverage.report().percent()).isEqualTo(100);
  }

  @Test
  void aLongChainIsPlannedOnASmallStack() throws InterruptedException {
    StringBuilder module = new StringBuilder("package a\n\np if {\n  x0 := input.xs\n");
    for (int i = 1; i <= 4_000; i++) {
      module.append("  x%d := $\"a {x%d} b\"\n".formatted(i, i - 1));
    }
    Policy policy = Engine.standard().policy().module("a.rego", module + "}\n").compile().orThrow();
    Outcome[] answers = new Outcome[1];
    Thread small =
        new Thread(null, () -> answers[0] = policy.ask("data.a.p", INPUT), "small", 256 << 10);
    small.start();
    small.join();
    assertThat(Optional.ofNullable(answers[0]).map(Outcome::isTrue)).contains(true);
  }
}
