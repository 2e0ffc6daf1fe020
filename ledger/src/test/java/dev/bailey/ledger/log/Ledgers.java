package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger.Appended;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.NodeKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Opens ledgers and fills them, for tests. */
public final class Ledgers {
  private Ledgers() {}

  public static NodeKey key(Path folder) {
    return switch (NodeKey.open(folder.resolve("node.key"), "node-1.example")) {
      case NodeKey.Opened.Ready ready -> ready.key();
      case NodeKey.Opened.Refused refused -> throw new AssertionError(refused.reason());
    };
  }

  public static FileLedger open(Path folder, NodeKey key) {
    return open(folder, key, FileLedger.Known.NOTHING);
  }

  static FileLedger open(Path folder, NodeKey key, FileLedger.Known known) {
    return switch (FileLedger.open(folder, key, Clock.systemUTC(), known)) {
      case FileLedger.Opening.Opened opened -> opened.ledger();
      case FileLedger.Opening.Damaged bad -> throw new AssertionError(bad.toString());
    };
  }

  /** A ledger that makes checkpoints only when asked. */
  static FileLedger manual(Path folder, NodeKey key, JournalIo io) {
    FileLedger.Opening opening =
        FileLedger.open(
            folder, key, Clock.systemUTC(), FileLedger.Known.NOTHING, io, Duration.ofHours(1));
    return switch (opening) {
      case FileLedger.Opening.Opened opened -> opened.ledger();
      case FileLedger.Opening.Damaged bad -> throw new AssertionError(bad.toString());
    };
  }

  public static Appended.Durable append(FileLedger ledger, Subject subject, int number) {
    return durable(ledger.append(EventType.STATE, subject, 1, body(number)));
  }

  public static Appended.Durable durable(Appended appended) {
    assertThat(appended).isInstanceOf(Appended.Durable.class);
    return (Appended.Durable) appended;
  }

  public static Json.Obj body(int number) {
    return Json.object()
        .put("number", number)
        .put("to", "r\u00e4um \"\u0001\" \ud83c\udff0")
        .build();
  }

  /** The body that closes a history of that many events ending with this one. */
  public static Json.Obj closing(long count, Digest head) {
    return Json.object()
        .put("count", count)
        .put("head", head.hex())
        .put("state", "succeeded")
        .build();
  }

  /** Appends some events of one attempt and closes it. */
  public static void attempt(FileLedger ledger, Subject subject, int events) {
    Event last = append(ledger, subject, 0).event();
    for (int i = 1; i < events; i++) {
      last = append(ledger, subject, i).event();
    }
    durable(ledger.append(EventType.ATTEMPT_CLOSED, subject, 1, closing(events, last.digest())));
  }
}
