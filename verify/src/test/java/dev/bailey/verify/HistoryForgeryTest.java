package dev.bailey.verify;

import static dev.bailey.verify.Js.arr;
import static dev.bailey.verify.Js.at;
import static dev.bailey.verify.Js.item;
import static dev.bailey.verify.Js.list;
import static dev.bailey.verify.Js.obj;
import static dev.bailey.verify.Lie.lie;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lies about what was decided, in which order, and what became of it. */
class HistoryForgeryTest {
  @ParameterizedTest
  @MethodSource({"histories", "plans"})
  void isFound(Lie lie) {
    lie.mustBeFound();
  }

  static Stream<Lie> histories() {
    String d = "decisions";
    return Stream.of(
        lie(
            "outcome before its decision",
            d,
            "before, or without, a decision",
            f -> f.body(1).put("decision", 4)),
        lie("two outcomes", d, "is the second one", f -> f.body(12).put("decision", 9)),
        lie(
            "outcome without decision",
            d,
            "before, or without, a decision",
            f -> f.body(12).put("decision", 900)),
        lie(
            "effect after denial",
            d,
            "was denied",
            f -> {
              f.body(11).put("allowed", false);
              f.body(11).remove("state_sha256");
              f.body(11).put("denial", Samples.denial());
            }),
        lie(
            "container of a job that was denied",
            d,
            "start_container was allowed for a job that was not",
            f -> {
              f.body(0).put("allowed", false);
              f.body(0).remove("state_sha256");
              f.body(0).put("denial", Samples.denial());
            }),
        lie(
            "fragment after the submission",
            d,
            "came after the submission",
            f -> f.add(10, "decision", Samples.load(f))),
        lie(
            "fragment decided by another digest",
            d,
            "about another sha256",
            f -> {
              f.add(0, "decision", Samples.load(f));
              at(item(list(f.body(0), "questions"), 0), "input").put("sha256", "8".repeat(64));
            }),
        lie(
            "nothing but fragments before a start",
            d,
            "does not begin",
            f -> {
              f.events.set(0, f.events.get(11));
              f.add(0, "decision", Samples.load(f));
            }),
        lie("event left out", d, "position", f -> at(f.events.get(6), "frame").put("seq", 7)),
        lie(
            "chain broken",
            d,
            "digest of the one before",
            f -> at(f.events.get(6), "frame").put("prev", "a".repeat(64))),
        lie(
            "event of another job",
            d,
            "job",
            f -> at(f.events.get(6), "frame").put("job", "other")),
        lie(
            "event of another attempt",
            d,
            "attempt",
            f -> at(f.events.get(6), "frame").put("attempt", 2)),
        lie("another epoch", d, "epoch", f -> at(f.events.get(6), "frame").put("epoch", 2)),
        lie("no close", d, "no end", f -> f.events.removeLast()),
        lie("close in the middle", d, "follows the close", f -> f.add(10, "attempt_closed", obj())),
        lie("wrong closing count", d, "closing count", f -> f.body(15).put("count", 14)),
        lie("wrong closing head", d, "closing head", f -> f.body(15).put("head", "b".repeat(64))),
        lie("wrong closing state", d, "state at the close", f -> f.body(15).put("state", "failed")),
        lie(
            "no submission",
            d,
            "does not begin",
            f -> {
              f.events.removeFirst();
              f.events.removeFirst();
              f.body(3).put("decision", 2);
            }),
        lie("unknown event type", d, "no place", f -> f.events.get(6).put("type", "note")),
        lie(
            "event of the node",
            d,
            "no place",
            f -> {
              f.events.get(6).put("type", "agent_started");
              f.events.get(6).put("body", obj("version", "1"));
            }),
        lie(
            "unknown member in an event",
            d,
            "is unknown",
            f -> at(f.events.get(6), "frame").put("extra", 1)),
        lie("unknown member in a body", d, "is unknown", f -> f.body(6).put("extra", 1)),
        lie(
            "time with nanoseconds",
            d,
            "is not a UTC time",
            f -> at(f.events.get(6), "frame").put("time", "2026-11-23T14:02:11.123456Z")),
        lie(
            "event too large",
            d,
            "more than 65535 bytes",
            f -> f.body(2).put("detail", obj("x", "y".repeat(65_600)))),
        lie("running without read-back", "walls", "without a read-back", f -> f.events.remove(5)),
        lie(
            "running after mismatches",
            "walls",
            "did not match",
            f -> f.body(5).put("mismatches", arr("capabilities"))),
        lie(
            "read-back after running",
            "walls",
            "already been let go",
            f -> Collections.swap(f.events, 5, 7)),
        lie(
            "read-back of another decision",
            d,
            "not the decision on the container's start",
            f -> f.body(5).put("decision", 0)),
        lie(
            "second container",
            d,
            "another container",
            f -> f.add(8, "decision", Samples.start(f))),
        lie("state out of order", d, "cannot follow", f -> f.body(3).put("to", "finalizing")),
        lie("state from elsewhere", d, "state before", f -> f.body(8).put("from", "queued")),
        lie(
            "no end state",
            d,
            "not an end",
            f -> {
              f.events.remove(13);
              f.body(14).put("state", "finalizing");
            }),
        lie(
            "two statements",
            d,
            "events that name a statement",
            f -> f.add(15, "attested", obj("statement_sha256", "d".repeat(64)))),
        lie(
            "other outputs stored than decided",
            "outputs",
            "stored",
            f -> item(list(at(f.body(10), "facts"), "outputs"), 0).put("sha256", "e".repeat(64))));
  }

  static Stream<Lie> plans() {
    String d = "decisions";
    return Stream.of(
        lie(
            "another plan accepted",
            d,
            "not the plan in the file",
            f -> at(f.body(1), "facts").put("plan", obj("x", 1))),
        lie("another plan in the file", d, "submit_job plan", f -> f.plan.put("user", 0)),
        lie(
            "another plan started",
            d,
            "start_container plan",
            f -> at(f.body(4), "action").put("plan", "a".repeat(64))),
        lie(
            "wrong digest of an action",
            d,
            "digest of the action",
            f -> f.body(4).put("action_sha256", "a".repeat(64))),
        lie(
            "wrong narrowed digest",
            d,
            "digest as allowed",
            f -> f.body(4).put("narrowed_sha256", "a".repeat(64))),
        lie(
            "narrowed walls but the whole environment",
            "walls",
            "environment",
            f -> VerifierTest.narrow(f, List.of("PATH=/usr/bin"))),
        lie(
            "narrowing that adds",
            d,
            "only take away",
            f -> VerifierTest.narrow(f, List.of("EVIL=1", "PATH=/usr/bin"))),
        lie(
            "layer not asked about",
            "image",
            "layers decided",
            f -> list(f.body(4), "questions").remove(1)),
        lie(
            "other layer asked about",
            "image",
            "layers decided",
            f ->
                at(item(list(f.body(4), "questions"), 1), "input")
                    .put("deviceHash", "f".repeat(64))),
        lie(
            "container not asked about",
            d,
            "questions on creating",
            f -> list(f.body(4), "questions").remove(3)),
        lie(
            "asked about another command",
            d,
            "argList",
            f -> at(item(list(f.body(4), "questions"), 3), "input").put("argList", arr("true"))),
        lie(
            "asked about another user",
            d,
            "about another user",
            f ->
                at(item(list(f.body(4), "questions"), 3), "input")
                    .put("user", Samples.identity("1000", "app"))),
        lie(
            "asked about other groups",
            d,
            "about another groups",
            f -> at(item(list(f.body(4), "questions"), 3), "input").put("groups", arr())),
        lie(
            "a process by another name than its container",
            d,
            "names of the accounts",
            f -> f.add(9, "decision", Samples.exec(f, "web"))),
        lie(
            "asked about another name than the process has",
            d,
            "about another user",
            f -> {
              f.add(9, "decision", Samples.exec(f, "app"));
              at(item(list(f.body(9), "questions"), 0), "input")
                  .put("user", Samples.identity("1000", "web"));
            }),
        lie(
            "unknown action",
            d,
            "is unknown",
            f -> at(f.body(11), "action").put("type", "open_door")),
        lie(
            "unknown member of an action",
            d,
            "is unknown",
            f -> at(f.body(11), "action").put("door", "open")),
        lie(
            "outputs of another container",
            d,
            "container_id",
            f -> at(f.body(9), "action").put("container_id", "d".repeat(64))),
        lie(
            "another policy in a decision",
            "policy",
            "policy",
            f -> at(f.body(9), "policy").put("sha256", "d".repeat(64))),
        lie(
            "another policy document",
            "policy",
            "digest of the document",
            f -> f.policy.put("document", "anything goes")),
        lie(
            "another filter",
            "walls",
            "digest of the system call filter",
            f -> f.seccomp.put("profile", "{}")),
        lie("unknown member in a part", "file", "is unknown", f -> f.policy.put("extra", 1)));
  }
}
