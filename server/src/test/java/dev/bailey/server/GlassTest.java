package dev.bailey.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.gate.JobAction;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.law.RegoPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what the policy refuses, for a reason. */
final class GlassTest {
  private static final Optional<Glass> WISH = Optional.of(new Glass("alice", "The model is odd."));

  @TempDir Path dir;

  private final MemoryLedger ledger = new MemoryLedger();

  /** The house policy with other rules for reading. */
  private TestNode node(String log, String glass) {
    String text =
        RegoPolicy.house()
            .document()
            .replace("read_log := bailey.granted", log)
            .concat("\n" + glass + "\n");
    assertThat(text).contains(log);
    return new TestNode(
        dir.resolve("bailey.db"), ledger, new FakeRunner(), new RegoPolicy("mine", text));
  }

  private TestNode broken() {
    return node(
        "read_log := {\"allowed\": false}",
        "allow_break_glass := true\nbreak_glass := data.bailey.break_glass");
  }

  private static String finished(TestNode node) throws InterruptedException {
    String job = node.submit("digits");
    node.logs.put(job, List.of("one", "two"));
    node.awaitClosed(job);
    return job;
  }

  private static Refusal no(Result<?> result) {
    if (result instanceof Result.No<?>(Refusal refusal)) {
      return refusal;
    }
    throw new AssertionError(result);
  }

  private List<Json.Obj> after(long before) {
    List<Json.Obj> bodies = new ArrayList<>();
    ledger.read(before, e -> bodies.add(e.event().body()));
    return bodies;
  }

  @Test
  void aRefusedLogIsReadForAReasonThatIsRecordedBeforeTheFirstLine() throws Exception {
    try (TestNode node = broken()) {
      String job = finished(node);
      assertThat(no(node.node.log(job, 1, false, Optional.empty())).kind())
          .isEqualTo(Refusal.Kind.DENIED);
      long before = ledger.size();
      Result<Delivery<LogStream.Sink>> answer = node.node.log(job, 1, false, WISH);
      List<String> lines = new ArrayList<>();
      ((Result.Ok<Delivery<LogStream.Sink>>) answer)
          .value()
          .to(
              new LogStream.Sink() {
                @Override
                public void line(Logs.Line line) {
                  lines.add(ledger.size() - before + " events");
                }

                @Override
                public void state(Json.Obj state) {}

                @Override
                public void end(Json.Obj end) {}
              });
      assertThat(lines).containsExactly("2 events", "2 events");
      List<Json.Obj> recorded = after(before);
      assertThat(recorded).hasSize(3);
      assertThat(recorded.get(0).object("action").text("type")).contains("read_log");
      assertThat(recorded.get(0).bool("allowed")).contains(false);
      Json.Obj action = recorded.get(1).object("action");
      assertThat(recorded.get(1).bool("allowed")).contains(true);
      assertThat(action.text("type")).contains("break_glass");
      assertThat(action.text("by")).contains("alice");
      assertThat(action.text("reason")).contains("The model is odd.");
      assertThat(action.object("reading").text("job")).contains(job);
      assertThat(recorded.get(2).text("result")).contains("done");
      assertThat(node.store.openPermits()).isEmpty();
      assertThat(shown(node, job))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.text("by")).contains("alice");
            assertThat(one.text("reading")).contains("read_log");
            assertThat(one.text("reason")).contains("The model is odd.");
            assertThat(one.bool("allowed")).contains(true);
          });
    }
  }

  private static List<Json.Obj> shown(TestNode node, String job) {
    Json.Obj why = ((Result.Ok<Json.Obj>) node.node.why(job)).value();
    Json.Obj page = ((Result.Ok<Json.Obj>) node.node.show(job)).value();
    assertThat(page.array("glass")).isEqualTo(why.array("glass"));
    return why.array("glass").stream().map(Json.Obj.class::cast).toList();
  }

  @Test
  void aPolicyThatDoesNotBreakItsGlassRefusesAndThatIsRecordedToo() throws Exception {
    try (TestNode node = node("read_log := {\"allowed\": false}", "")) {
      String job = finished(node);
      long before = ledger.size();
      assertThat(no(node.node.log(job, 1, false, WISH)).kind()).isEqualTo(Refusal.Kind.DENIED);
      assertThat(after(before)).hasSize(2).allMatch(b -> !b.bool("allowed").orElse(true));
      assertThat(shown(node, job))
          .singleElement()
          .satisfies(one -> assertThat(one.bool("allowed")).contains(false));
    }
  }

  @Test
  void whereReadingIsAllowedNothingIsBroken() throws Exception {
    try (TestNode node = node("read_log := bailey.granted", "allow_break_glass := true")) {
      String job = finished(node);
      assertThat(node.node.log(job, 1, false, WISH)).isInstanceOf(Result.Ok.class);
      assertThat(shown(node, job)).isEmpty();
    }
  }

  @Test
  void withoutRoomInTheLedgerTheGlassStaysWhole() throws Exception {
    try (TestNode node = broken()) {
      String job = finished(node);
      ledger.full = "break_glass";
      assertThat(no(node.node.log(job, 1, false, WISH)).kind())
          .isEqualTo(Refusal.Kind.AUDIT_UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "...",
        "one\ntwo",
        "bell\u0007",
        "r\u202eight to left",
        "zero\u200bwidth"
      })
  void whatIsNoReasonIsRefusedBeforeAnythingIsAsked(String reason) throws Exception {
    try (TestNode node = broken()) {
      String job = finished(node);
      long before = ledger.size();
      Optional<Glass> wish = Optional.of(new Glass("alice", reason));
      assertThat(no(node.node.log(job, 1, false, wish)).kind()).isEqualTo(Refusal.Kind.BAD_REQUEST);
      assertThat(ledger.size()).isEqualTo(before);
    }
  }

  @Test
  void aReasonHasAnEnd() {
    String longest = "ä".repeat(JobAction.BreakGlass.MAX_REASON);
    assertThat(JobAction.BreakGlass.flaw(longest)).isEmpty();
    assertThat(JobAction.BreakGlass.flaw(longest + "x")).isPresent();
  }
}
