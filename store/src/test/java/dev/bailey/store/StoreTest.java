package dev.bailey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreTest {
  @TempDir Path dir;

  private final MemoryLedger ledger = new MemoryLedger();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aStoreFoldedAnewEqualsTheOneThatLivedThroughIt(long seed) throws Exception {
    Path live = dir.resolve("live.db");
    History history = new History(ledger, seed);
    for (int life = 0; life < 4; life++) {
      try (Store store = Store.open(live)) {
        Projection projection = new Projection(ledger, store, StoreTest::fail);
        History in = new History(projection, seed + life);
        for (int i = 0; i < 40; i++) {
          in.step();
        }
      }
      history.step();
    }
    try (Store store = Store.open(live)) {
      store.catchUp(ledger);
    }
    Path fresh = dir.resolve("fresh.db");
    try (Store store = Store.open(fresh)) {
      store.catchUp(ledger);
    }
    assertThat(dump(fresh)).isEqualTo(dump(live)).hasSizeGreaterThan(50);
  }

  @Test
  void anEventThatWasDurableButNotFoldedIsFoldedAtTheNextStart() {
    Path file = dir.resolve("a.db");
    try (Store store = Store.open(file)) {
      Projection projection = new Projection(ledger, store, StoreTest::fail);
      History.submit(projection, "a-1", "one");
    }
    History.state(ledger, new Subject("a-1", 1), "queued", "starting");
    try (Store store = Store.open(file)) {
      assertThat(store.job("a-1").orElseThrow().state()).isEqualTo(JobState.QUEUED);
      store.catchUp(ledger);
      assertThat(store.job("a-1").orElseThrow().state()).isEqualTo(JobState.STARTING);
      assertThat(store.caughtUpTo()).isEqualTo(ledger.size());
    }
  }

  @Test
  void applyingTwiceChangesNothingAndAGapIsRefused() throws Exception {
    Path file = dir.resolve("a.db");
    History.submit(ledger, "a-1", "one");
    List<Ledger.Entry> entries = new ArrayList<>();
    ledger.read(0, entries::add);
    try (Store store = Store.open(file)) {
      assertThatThrownBy(() -> store.apply(entries.get(1)))
          .isInstanceOf(StoreException.class)
          .extracting(e -> ((StoreException) e).code())
          .isEqualTo(StoreException.Code.GAP);
      entries.forEach(store::apply);
      List<String> once = dump(file);
      entries.forEach(store::apply);
      assertThat(dump(file)).isEqualTo(once);
    }
  }

  @Test
  void aDamagedFileIsFoldedAnew() throws Exception {
    Path file = dir.resolve("a.db");
    History.submit(ledger, "a-1", "one");
    Files.writeString(file, "this is not a database, it only has its name".repeat(100));
    try (Store store = Store.open(file)) {
      store.catchUp(ledger);
      assertThat(store.jobs()).extracting(JobRow::id).containsExactly("a-1");
    }
  }

  @Test
  void aFileOfAnotherSchemaIsFoldedAnew() throws Exception {
    Path file = dir.resolve("a.db");
    History.submit(ledger, "a-1", "one");
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.execute("CREATE TABLE job (id TEXT)");
      statement.execute("PRAGMA user_version = 999");
    }
    try (Store store = Store.open(file)) {
      store.catchUp(ledger);
      assertThat(store.jobs()).extracting(JobRow::id).containsExactly("a-1");
    }
  }

  @Test
  void aDatabaseThatDoesNotContinueThisLedgerIsFoldedAnew() {
    Path file = dir.resolve("a.db");
    MemoryLedger other = new MemoryLedger();
    History.submit(other, "b-1", "other");
    History.submit(ledger, "a-1", "one");
    History.submit(ledger, "a-2", "two");
    try (Store store = Store.open(file)) {
      store.catchUp(other);
      store.catchUp(ledger);
      assertThat(store.jobs()).extracting(JobRow::id).containsExactly("a-1", "a-2");
      store.catchUp(other);
      assertThat(store.jobs()).extracting(JobRow::id).containsExactly("b-1");
    }
  }

  @Test
  void aRemovedJobIsGoneButItsIdentityStaysTaken() {
    try (Store store = Store.open(dir.resolve("a.db"))) {
      Projection projection = new Projection(ledger, store, StoreTest::fail);
      History.submit(projection, "a-1", "one");
      assertThat(store.jobOfRequest("key-a-1")).isPresent();
      History.delete(projection, "a-1");
      assertThat(store.jobs()).isEmpty();
      assertThat(store.job("a-1")).isEmpty();
      assertThat(store.jobOfRequest("key-a-1")).isEmpty();
      assertThat(store.steps("a-1", 1)).isEmpty();
      assertThat(store.taken("a-1")).isTrue();
    }
  }

  @Test
  void aPermitIsOpenFromItsDecisionToItsOutcomeAndADenialOpensNone() {
    try (Store store = Store.open(dir.resolve("a.db"))) {
      Projection projection = new Projection(ledger, store, StoreTest::fail);
      Subject attempt = new Subject("a-1", 1);
      History.submit(projection, "a-1", "one");
      History.decide(projection, attempt, History.action("signal_container"), false);
      assertThat(store.openPermits()).isEmpty();
      long decision = History.decide(projection, attempt, History.action("start_container"), true);
      assertThat(store.openPermits())
          .containsExactly(new OpenPermit(attempt, decision, History.action("start_container")));
      History.outcome(projection, attempt, decision, Json.Obj.EMPTY);
      assertThat(store.openPermits()).isEmpty();
      assertThat(store.steps("a-1", 1)).hasSize(6);
    }
  }

  @Test
  void writersAtOnceLeaveNoGapAndListenersHearInOrder() throws Exception {
    try (Store store = Store.open(dir.resolve("a.db"))) {
      Projection projection = new Projection(ledger, store, StoreTest::fail);
      List<Long> heard = new ArrayList<>();
      projection.listen(entry -> heard.add(entry.index()));
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        String prefix = "t" + t + "-";
        threads.add(
            Thread.startVirtualThread(() -> {
              for (int i = 0; i < 10; i++) {
                History.submit(projection, prefix + i, "x");
                if (store.job(prefix + i).isEmpty()) {
                  throw new AssertionError("own write not read: " + prefix + i);
                }
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(store.jobs()).hasSize(80);
      assertThat(store.caughtUpTo()).isEqualTo(ledger.size());
      assertThat(heard).isSorted().doesNotHaveDuplicates().hasSize((int) ledger.size());
    }
  }

  @Test
  void aStoreThatFailsDoesNotTakeTheEventBackAndCatchesUpLater() {
    Path file = dir.resolve("a.db");
    List<RuntimeException> troubles = new ArrayList<>();
    Store store = Store.open(file);
    Projection projection = new Projection(ledger, store, troubles::add);
    store.close();
    assertThat(
            projection.append(
                EventType.AGENT_STARTED,
                Subject.NODE,
                1,
                Json.object().put("version", "0").build()))
        .isInstanceOf(Ledger.Appended.Durable.class);
    assertThat(troubles).isNotEmpty();
    try (Store again = Store.open(file)) {
      again.catchUp(ledger);
      assertThat(again.caughtUpTo()).isEqualTo(1);
    }
  }

  @Test
  void hostileTextIsDataNotSql() {
    try (Store store = Store.open(dir.resolve("a.db"))) {
      Event event =
          new Event(
              EventType.STATE,
              Instant.EPOCH,
              new Subject("a'); DROP TABLE job; --", 1),
              0,
              Digest.NONE,
              1,
              Json.object().put("from", "").put("to", "queued").build());
      store.apply(new Ledger.Entry(0, event));
      assertThat(store.jobs()).extracting(JobRow::id).containsExactly("a'); DROP TABLE job; --");
      assertThat(store.job("' OR '1'='1")).isEmpty();
    }
  }

  private static void fail(RuntimeException trouble) {
    throw new AssertionError(trouble);
  }

  private static List<String> dump(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (String table : Schema.TABLES) {
        try (var result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2, 3")) {
          while (result.next()) {
            StringBuilder row = new StringBuilder(table);
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
              row.append('|').append(result.getString(i));
            }
            rows.add(row.toString());
          }
        }
      }
    }
    return rows;
  }
}
