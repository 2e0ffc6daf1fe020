package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  private static final Subject JOB = new Subject("digits-aaaa", 1);

  @TempDir Path folder;

  @Test
  void anAttemptThatClosesWhileItsFirstEventsAreIntegratedIsStillFound() throws IOException {
    try (SubjectIndex index = SubjectIndex.open(folder)) {
      Pages pages = new Pages(new TileStore(folder), index, Chains.of(Map.of()), 0);
      Pages.Fresh first = fresh(0, EventType.STATE, Json.Obj.EMPTY, Digest.NONE, Chains.NOWHERE);
      Json.Obj body = Json.object().put("count", 1).put("head", first.digest().hex()).build();
      pages.add(List.of(first));
      pages.add(List.of(fresh(1, EventType.ATTEMPT_CLOSED, body, first.digest(), 0)));
      pages.publish(1);
      assertThat(pages.lastIndex(JOB)).isEqualTo(1);
    }
  }

  private static Pages.Fresh fresh(
      long at, EventType type, Json.Obj body, Digest previous, long before) {
    Event event = new Event(type, Instant.EPOCH, JOB, at, previous, 1, body);
    return new Pages.Fresh(at, new byte[0], event, event.digest(), before);
  }
}
