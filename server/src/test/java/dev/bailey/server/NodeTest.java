package dev.bailey.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.policy.law.RegoPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeTest {
  @TempDir Path dir;

  private final MemoryLedger ledger = new MemoryLedger();

  private TestNode node(FakeRunner runner) {
    return new TestNode(dir.resolve("bailey.db"), ledger, runner);
  }

  @Test
  void aJobGoesFromSubmissionToAClosedHistory() throws Exception {
    try (TestNode node = node(new FakeRunner())) {
      String job = node.submit("digits");
      assertThat(job).matches("digits-[0-9a-hjkmnp-tv-z]{4}");
      node.awaitClosed(job);
      assertThat(states(job))
          .containsExactly("queued", "starting", "running", "finalizing", "succeeded");
      assertThat(types(job))
          .startsWith("decision", "outcome", "state")
          .endsWith("attested", "attempt_closed");
      assertThat(node.troubles).isEmpty();
    }
  }

  @Test
  void aDryRunLeavesNoTrace() {
    try (TestNode node = node(new FakeRunner())) {
      long before = ledger.size();
      assertThat(node.node.submit(Path.of("/jobs/digits"), "job.yaml", true, ""))
          .isInstanceOf(Result.Ok.class);
      assertThat(ledger.size()).isEqualTo(before);
      assertThat(node.node.list()).isEmpty();
    }
  }

  @Test
  void oneKeyMakesOneJobAlsoAcrossRestarts() {
    Path jobs = Path.of("/jobs/digits");
    String first;
    try (TestNode node = node(new FakeRunner())) {
      first = ok(node.node.submit(jobs, "job.yaml", false, "k1")).job();
      assertThat(ok(node.node.submit(jobs, "job.yaml", false, "k1")).job()).isEqualTo(first);
    }
    try (TestNode node = node(new FakeRunner())) {
      Submitted again = ok(node.node.submit(jobs, "job.yaml", false, "k1"));
      assertThat(again.job()).isEqualTo(first);
      assertThat(again.repeated()).isTrue();
      assertThat(refusal(node.node.submit(Path.of("/jobs/other"), "job.yaml", false, "k1")).kind())
          .isEqualTo(Refusal.Kind.CONFLICT);
    }
  }

  @Test
  void jobsWaitForRoomInTheOrderOfSubmissionAndNoneOvertakes() throws Exception {
    FakeRunner runner = new FakeRunner().waiting();
    try (TestNode node = node(runner)) {
      node.limits = TestNode.limits(1000, 3L << 30);
      String big = node.submit("big");
      node.await(big, JobState.RUNNING);
      node.limits = TestNode.limits(1000, 2L << 30);
      String middle = node.submit("middle");
      node.limits = TestNode.limits(1000, 1L << 30);
      String small = node.submit("small");
      assertThat(node.state(middle)).contains(JobState.QUEUED);
      assertThat(node.state(small)).contains(JobState.QUEUED);
      assertThat(why(node, middle)).contains("memory");
      assertThat(why(node, small)).contains("behind " + middle);
      assertThat(runner.started).as("small would fit beside big").containsExactly(big);
      runner.end(big);
      node.await(middle, JobState.RUNNING);
      node.await(small, JobState.RUNNING);
      runner.end(middle);
      runner.end(small);
      node.awaitClosed(small);
    }
  }

  @Test
  void aJobLargerThanTheHostIsRefusedBeforeAnythingIsRecorded() {
    try (TestNode node = node(new FakeRunner())) {
      long before = ledger.size();
      node.limits = TestNode.limits(5000, 1L << 30);
      assertThat(refusal(node.node.submit(Path.of("/jobs/x"), "job.yaml", false, "")).hint())
          .contains("resources.cpu");
      assertThat(ledger.size()).isEqualTo(before);
    }
  }

  @Test
  void aDeniedSubmissionEndsDeniedAndSaysWhy() throws Exception {
    try (TestNode node = node(new FakeRunner())) {
      node.limits = TestNode.limits(0, 1L << 30);
      Refusal refusal = refusal(node.node.submit(Path.of("/jobs/x"), "job.yaml", false, ""));
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.DENIED);
      String job = refusal.facts().text("job").orElseThrow();
      assertThat(node.state(job)).contains(JobState.DENIED);
      assertThat(why(node, job)).contains("every limit is set");
      assertThat(types(job)).startsWith("decision", "state").endsWith("attempt_closed");
    }
  }

  @Test
  void aWaitingJobIsCancelledWithoutEverStarting() throws Exception {
    FakeRunner runner = new FakeRunner().waiting();
    try (TestNode node = node(runner)) {
      node.limits = TestNode.limits(4000, 1L << 30);
      String first = node.submit("first");
      String second = node.submit("second");
      assertThat(node.node.cancel(second)).isInstanceOf(Result.Ok.class);
      node.awaitClosed(second);
      assertThat(node.state(second)).contains(JobState.CANCELLED);
      assertThat(refusal(node.node.cancel(second)).kind()).isEqualTo(Refusal.Kind.CONFLICT);
      runner.end(first);
      node.awaitClosed(first);
      assertThat(runner.started).containsExactly(first);
    }
  }

  @Test
  void aCancelThatThePolicyDeniesIsSaidAndNotRepeated() throws Exception {
    FakeRunner runner = new FakeRunner().waiting();
    runner.denied =
        Optional.of(new Denial("mine", "signal_container_process", "no", "signal", "15", "9"));
    try (TestNode node = node(runner)) {
      String job = node.submit("held");
      while (runner.started.isEmpty()) {
        Thread.sleep(1);
      }
      Refusal refusal = refusal(node.node.cancel(job));
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.DENIED);
      assertThat(refusal.facts().object("denial").text("field")).contains("signal");
      Thread.sleep(100);
      assertThat(runner.asked).hasValue(1);
      runner.end(job);
      node.awaitClosed(job);
      assertThat(node.state(job)).contains(JobState.SUCCEEDED);
    }
  }

  @RepeatedTest(20)
  void aCancelAtAnyMomentLeadsToExactlyOneTerminalState() throws Exception {
    try (TestNode node = node(new FakeRunner().waiting())) {
      String job = node.submit("race");
      List<Thread> threads = new ArrayList<>();
      CountDownLatch go = new CountDownLatch(1);
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.startVirtualThread(() -> {
              try {
                go.await();
                node.node.cancel(job);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            }));
      }
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      node.awaitClosed(job);
      assertThat(states(job)).endsWith("cancelled").containsOnlyOnce("cancelled");
      assertThat(types(job)).containsOnlyOnce("attempt_closed");
    }
  }

  @Test
  void aRemovedJobIsGoneAndARunningOneCannotBeRemoved() throws Exception {
    FakeRunner runner = new FakeRunner().waiting();
    try (TestNode node = node(runner)) {
      String job = node.submit("digits");
      node.await(job, JobState.RUNNING);
      assertThat(refusal(node.node.remove(job)).kind()).isEqualTo(Refusal.Kind.CONFLICT);
      runner.end(job);
      node.awaitClosed(job);
      assertThat(node.node.remove(job)).isInstanceOf(Result.Ok.class);
      assertThat(refusal(node.node.show(job)).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
      assertThat(types(job)).endsWith("attempt_closed");
    }
  }

  @Test
  void aNewAgentTakesUpWhatAnEarlierOneLeft() throws Exception {
    String running;
    String waiting;
    TestNode killed = node(new FakeRunner().waiting());
    killed.limits = TestNode.limits(4000, 1L << 30);
    running = killed.submit("running");
    waiting = killed.submit("waiting");
    killed.await(running, JobState.RUNNING);
    killed.store.close();

    FakeRunner runner = new FakeRunner();
    try (TestNode node = node(runner)) {
      node.awaitClosed(running);
      node.awaitClosed(waiting);
      assertThat(runner.recovered).singleElement().asString().startsWith(running + " after ");
      assertThat(runner.started).containsExactly(waiting);
      assertThat(states(running)).endsWith("running", "finalizing", "succeeded");
      assertThat(states(waiting)).startsWith("queued", "starting").endsWith("succeeded");
    }
  }

  @Test
  void aSubmissionThatWasOnlyDecidedIsEndedAndItsPermitSettled() throws Exception {
    new Gatehouse(ledger, RegoPolicy.house(), 1)
        .gate(new Subject("half-1", 1))
        .ask(new JobAction.SubmitJob("half-1", TestNode.plan("half", TestNode.limits(1, 1))));
    try (TestNode node = node(new FakeRunner())) {
      node.awaitClosed("half-1");
      assertThat(node.state("half-1")).contains(JobState.CANCELLED);
      assertThat(node.store.openPermits()).isEmpty();
      assertThat(types("half-1")).containsExactly("decision", "outcome", "state", "attempt_closed");
    }
  }

  @Test
  void everyReadingIsDecidedAndRecordedWithItsOutcome() throws Exception {
    try (TestNode node = node(new FakeRunner())) {
      String job = node.submit("digits");
      node.awaitClosed(job);
      long before = ledger.size();
      assertThat(node.node.show(job)).isInstanceOf(Result.Ok.class);
      List<String> after = new ArrayList<>();
      ledger.read(before, e -> after.add(e.event().type().wireName() + action(e.event().body())));
      assertThat(after).containsExactly("decision read_log", "outcome ");
      assertThat(node.store.openPermits()).isEmpty();
    }
  }

  private static String action(Json.Obj body) {
    return " " + body.object("action").text("type").orElse("");
  }

  private static String why(TestNode node, String job) {
    return node.node.why(job) instanceof Result.Ok<Json.Obj> ok
        ? ok.value().text("why").orElse("")
        : "";
  }

  private static <T> T ok(Result<T> result) {
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    throw new AssertionError(result);
  }

  private static <T> Refusal refusal(Result<T> result) {
    if (result instanceof Result.No<T> no) {
      return no.refusal();
    }
    throw new AssertionError(result);
  }

  private List<String> types(String job) {
    List<String> types = new ArrayList<>();
    ledger.read(
        0,
        e -> {
          if (e.event().subject().job().equals(job)) {
            types.add(e.event().type().wireName());
          }
        });
    return types;
  }

  private List<String> states(String job) {
    List<String> states = new ArrayList<>();
    ledger.read(
        0,
        e -> {
          if (e.event().subject().job().equals(job) && e.event().type() == EventType.STATE) {
            states.add(e.event().body().text("to").orElse(""));
          }
        });
    return states;
  }
}
