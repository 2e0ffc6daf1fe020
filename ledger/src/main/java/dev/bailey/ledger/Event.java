package dev.bailey.ledger;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * One entry of the ledger.
 *
 * @param type what kind of thing happened
 * @param time the node's clock, to the millisecond; order comes from {@code seq} and the log, never
 *     from the clock
 * @param subject whose chain the event belongs to
 * @param seq position within the subject's chain, from 0
 * @param prev digest of the canonical form of the subject's previous event, or {@link Digest#NONE}
 * @param epoch number of the policy in force, from 1; it rises with each change of policy
 * @param body the facts, by type
 */
public record Event(
    EventType type,
    Instant time,
    Subject subject,
    long seq,
    Digest prev,
    long epoch,
    Json.Obj body) {
  /** Version of this format. */
  public static final int VERSION = 1;

  /** Largest canonical form in bytes: an entry of a C2SP tlog-tiles bundle has a 16-bit length. */
  public static final int MAX_BYTES = 65_535;

  /**
   * Deepest nesting of a body, so that an event can still be read inside an evidence file: a reader
   * stops at {@link JsonReader#MAX_DEPTH}.
   */
  public static final int MAX_BODY_DEPTH = 48;

  public Event {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The form that is hashed, stored and shown to auditors. */
  public Json.Obj json() {
    return Json.object()
        .put("attempt", subject.attempt())
        .put("body", body)
        .put("epoch", epoch)
        .put("job", subject.job())
        .put("prev", prev.hex())
        .put("seq", seq)
        .put("time", time.toString())
        .put("type", type.wireName())
        .put("v", VERSION)
        .build();
  }

  /** The digest by which the next event of the chain refers to this one. */
  public Digest digest() {
    return Digest.of(json());
  }

  /** Reads an event from its canonical bytes; any other bytes are no event. */
  public static Optional<Event> parse(byte[] canonical) {
    if (canonical.length > MAX_BYTES
        || !(JsonReader.read(canonical) instanceof JsonReader.Result.Value(Json.Obj form))) {
      return Optional.empty();
    }
    try {
      Event event = ofMembers(form);
      return Arrays.equals(event.json().canonical(), canonical)
          ? Optional.of(event)
          : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException notAnEvent) {
      return Optional.empty();
    }
  }

  private static Event ofMembers(Json.Obj form) {
    return new Event(
        form.text("type").flatMap(EventType::ofWireName).orElseThrow(Event::incomplete),
        Instant.parse(form.text("time").orElseThrow(Event::incomplete)),
        new Subject(
            form.text("job").orElseThrow(Event::incomplete),
            Math.toIntExact(form.whole("attempt").orElseThrow(Event::incomplete))),
        form.whole("seq").orElseThrow(Event::incomplete),
        form.text("prev").flatMap(Digest::parse).orElseThrow(Event::incomplete),
        form.whole("epoch").orElseThrow(Event::incomplete),
        form.object("body"));
  }

  private static IllegalArgumentException incomplete() {
    return new IllegalArgumentException("not an event");
  }
}
