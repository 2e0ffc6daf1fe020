package dev.bailey.verify;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the events and checks that they are one whole history: in order, chained, closed. */
final class ChainStage {
  private final ManifestStage.Subject subject;
  private final Findings findings;

  private ChainStage(ManifestStage.Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  /** The events; empty if they cannot all be read. */
  static List<Event> check(Json content, ManifestStage.Subject subject, Findings findings) {
    return new ChainStage(subject, findings).check(content);
  }

  private List<Event> check(Json content) {
    if (!(content instanceof Json.Arr array) || array.items().isEmpty()) {
      findings.fail(Topic.DECISIONS, "the part events is not an array of events");
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    int number = 0;
    for (Json item : array.items()) {
      entry(item, "event " + number++, 1, findings).ifPresent(events::add);
    }
    if (events.size() < array.items().size()) {
      return List.of();
    }
    chain(events);
    closed(events);
    return List.copyOf(events);
  }

  /**
   * One event with its place in the log.
   *
   * @param attempt the least number of its attempt: 0 for events of the node
   */
  static Optional<Event> entry(Json item, String where, long attempt, Findings findings) {
    List<String> problems = new ArrayList<>();
    Fields entry = Fields.of(item, where, problems);
    long index = entry.number("index", 0);
    List<String> proof = entry.texts("proof");
    Fields event = entry.fields("event");
    entry.end();
    byte[] bytes = Canonical.bytes(event.json());
    if (bytes.length > Limits.EVENT_BYTES) {
      problems.add(where + " has more than " + Limits.EVENT_BYTES + " bytes");
    }
    if (event.number("v", 0) != 1) {
      problems.add(where + " is not of version 1");
    }
    String type = event.text("type");
    Optional<Fact> fact = BodyReader.read(type, event.fields("body"));
    if (fact.isEmpty()) {
      problems.add(
          where + " has type " + Plain.text(type) + ", which has no place in a job's history");
    }
    Optional<Event> read =
        fact.map(f ->
            new Event(
                index,
                proof,
                Hash.sha256(bytes),
                leaf(bytes),
                event.text("job"),
                event.number("attempt", attempt),
                event.number("seq", 0),
                event.digest("prev"),
                event.number("epoch", 1),
                event.time("time"),
                f));
    event.end();
    findings.failAll(Topic.DECISIONS, problems);
    return problems.isEmpty() ? read : Optional.empty();
  }

  private static String leaf(byte[] entry) {
    MessageDigest sha = Hash.sha256();
    sha.update((byte) 0);
    return Hash.hex(sha.digest(entry));
  }

  private void chain(List<Event> events) {
    String prev = Hash.NONE;
    long seq = 0;
    for (Event event : events) {
      String where = "event " + seq;
      findings.same(Topic.DECISIONS, where + ", position", seq, event.seq());
      findings.same(Topic.DECISIONS, where + ", digest of the one before", prev, event.prev());
      findings.same(Topic.DECISIONS, where + ", job", subject.job(), event.job());
      findings.same(Topic.DECISIONS, where + ", attempt", subject.attempt(), event.attempt());
      findings.same(
          Topic.DECISIONS, where + ", policy epoch", events.getFirst().epoch(), event.epoch());
      prev = event.digest();
      seq++;
    }
  }

  private void closed(List<Event> events) {
    Event last = events.getLast();
    if (last.fact() instanceof Fact.Closed closed) {
      findings.same(Topic.DECISIONS, "closing count", (long) events.size() - 1, closed.count());
      findings.same(Topic.DECISIONS, "closing head", last.prev(), closed.head());
    } else {
      findings.fail(Topic.DECISIONS, "the history has no end: its last event closes nothing");
    }
    for (Event event : events.subList(0, events.size() - 1)) {
      if (event.fact() instanceof Fact.Closed) {
        findings.fail(
            Topic.DECISIONS, "something follows the close of the attempt, event " + event.seq());
      }
    }
  }
}
