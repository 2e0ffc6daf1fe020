package dev.bailey.ledger.log;

import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Canonical bytes of an event around a body that is canonical already, so that the one thread that
 * orders events does not encode their bodies.
 */
final class EventFrame {
  private EventFrame() {}

  /** Why a body from outside can be no event's body, if it cannot. */
  static Optional<String> objection(Json.Obj body) {
    return deeperThan(body, Event.MAX_BODY_DEPTH)
        ? Optional.of("event body is nested deeper than " + Event.MAX_BODY_DEPTH)
        : Optional.empty();
  }

  static String tooLarge(int bytes) {
    return "event of " + bytes + " bytes is too large to record; at most " + Event.MAX_BYTES;
  }

  /** The same bytes as {@code event.json().canonical()}. */
  static byte[] around(byte[] canonicalBody, Event event) {
    byte[] before = ascii("{\"attempt\":" + event.subject().attempt() + ",\"body\":");
    byte[] after =
        (",\"epoch\":"
                + event.epoch()
                + ",\"job\":"
                + CanonicalJson.text(new Json.Str(event.subject().job()))
                + ",\"prev\":\""
                + event.prev().hex()
                + "\",\"seq\":"
                + event.seq()
                + ",\"time\":\""
                + event.time()
                + "\",\"type\":\""
                + event.type().wireName()
                + "\",\"v\":"
                + Event.VERSION
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(before.length + canonicalBody.length + after.length)
        .put(before)
        .put(canonicalBody)
        .put(after)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean deeperThan(Json value, int levels) {
    return switch (value) {
      case Json.Obj o -> levels == 0 || anyDeeper(List.copyOf(o.members().values()), levels - 1);
      case Json.Arr a -> levels == 0 || anyDeeper(a.items(), levels - 1);
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  private static boolean anyDeeper(List<Json> items, int levels) {
    for (Json item : items) {
      if (deeperThan(item, levels)) {
        return true;
      }
    }
    return false;
  }
}
