package dev.bailey.verify;

import static dev.bailey.verify.Js.arr;
import static dev.bailey.verify.Js.at;
import static dev.bailey.verify.Js.obj;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an evidence file says of broken glass, and lies about it. */
class GlassTest {
  private static final Signer NODE = Samples.node();
  private static final Key TRUSTED = NODE.trusted("lab-keys/node.pub");

  private static Map<String, Object> broken() {
    Map<String, Object> action =
        obj(
            "type", "break_glass",
            "reading", obj("type", "read_log", "job", "digits-7f3k", "attempt", 1),
            "by", "alice",
            "reason", "The model is wrong.");
    Map<String, Object> input =
        obj(
            "job", "digits-7f3k",
            "attempt", 1,
            "reading", "read_log",
            "name", "",
            "reason", "The model is wrong.");
    Map<String, Object> body =
        obj(
            "action", action,
            "action_sha256", Js.sha(action),
            "questions", arr(obj("point", "break_glass", "input", input)),
            "policy", obj("name", "later", "sha256", "8".repeat(64)),
            "allowed", true,
            "narrowed_sha256", Js.sha(action),
            "state_sha256", "9".repeat(64));
    return obj(
        "v",
        1,
        "type",
        "decision",
        "time",
        "2026-11-24T08:00:00Z",
        "job",
        "",
        "attempt",
        0,
        "seq",
        41,
        "prev",
        "a".repeat(64),
        "epoch",
        3,
        "body",
        body);
  }

  private static Report report(Consumer<Map<String, Object>> lie) {
    Forge forge = Samples.good(NODE);
    Map<String, Object> event = broken();
    lie.accept(event);
    forge.glass.add(event);
    return Check.verify(forge.build(), TRUSTED);
  }

  @Test
  void brokenGlassIsShownWithUserTimeAndReason() {
    Report report = report(e -> {});
    assertThat(report.verified()).as(report.text()).isTrue();
    assertThat(report.text())
        .contains("7 parts")
        .contains("2026-11-24T08:00:00Z: broken by alice for the log: The model is wrong.")
        .contains("whether the glass was broken for this job otherwise");
    Report denied =
        report(e -> {
          Map<String, Object> body = at(e, "body");
          body.put("allowed", false);
          body.remove("narrowed_sha256");
          body.remove("state_sha256");
          body.put(
              "denial",
              obj(
                  "by",
                  "p",
                  "point",
                  "break_glass",
                  "rule",
                  "no",
                  "field",
                  "",
                  "seen",
                  "",
                  "nearest",
                  ""));
        });
    assertThat(denied.verified()).as(denied.text()).isTrue();
    assertThat(denied.text()).contains("asked for in vain by alice");
  }

  @Test
  void liesAboutBrokenGlassAreFound() {
    refused(e -> at(at(e, "body"), "action").put("reason", "another"), "digest of the action");
    refused(e -> at(at(e, "body"), "action").put("by", "bob"), "digest of the action");
    refused(e -> act(e, "reason", "another"), "asked about something else");
    refused(e -> reading(e, "job", "other-7f3k"), "job: expected digits-7f3k");
    refused(e -> reading(e, "attempt", 2), "attempt: expected 1");
    refused(e -> reading(e, "type", "delete_job"), "for a reading only");
    refused(e -> e.put("job", "digits-7f3k"), "not a decision of the node");
    refused(e -> act(e, "type", "read_log"), "not a decision of the node");
    refused(e -> at(e, "body").put("narrowed_sha256", "0".repeat(64)), "digest as allowed");
  }

  @Test
  void glassThatIsNotInTheLogIsNoEvidence() {
    Forge forge = Samples.good(NODE);
    forge.glass.add(broken());
    byte[] file = forge.build();
    String text = new String(file, java.nio.charset.StandardCharsets.UTF_8);
    byte[] bent = Js.utf8(text.replace("\"by\":\"alice\"", "\"by\":\"alicf\""));
    Report report = Check.verify(bent, TRUSTED);
    assertThat(report.verified()).isFalse();
    assertThat(report.text()).contains("part glass is not the one of the manifest");
  }

  private static void act(Map<String, Object> event, String name, Object value) {
    Map<String, Object> body = at(event, "body");
    Map<String, Object> action = at(body, "action");
    action.put(name, value);
    body.put("action_sha256", Js.sha(action));
    body.put("narrowed_sha256", Js.sha(action));
  }

  private static void reading(Map<String, Object> event, String name, Object value) {
    Map<String, Object> body = at(event, "body");
    Map<String, Object> action = at(body, "action");
    at(action, "reading").put(name, value);
    act(event, "reading", at(action, "reading"));
  }

  private static void refused(Consumer<Map<String, Object>> lie, String why) {
    Report report = report(lie);
    assertThat(report.verified()).as(report.text()).isFalse();
    assertThat(report.text().replaceAll("\\s+", " ")).contains(why);
  }
}
