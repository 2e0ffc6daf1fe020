package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger.Appended;
import dev.bailey.ledger.Ledger.Entry;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.Checkpoint;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLedgerTest {
  private static final Subject ONE = new Subject("job-1", 1);

  @TempDir Path folder;
  private NodeKey key;
  private Path home;

  @BeforeEach
  void key() {
    key = Ledgers.key(folder);
    home = folder.resolve("ledger");
  }

  @Test
  void whatWasAppendedIsReadAgainInEveryWay() {
    List<Event> written = new ArrayList<>();
    try (FileLedger ledger = Ledgers.open(home, key)) {
      for (int i = 0; i < 600; i++) {
        Appended.Durable each = Ledgers.append(ledger, i % 3 == 0 ? Subject.NODE : ONE, i);
        assertThat(each.index()).isEqualTo(i);
        written.add(each.event());
        if (i == 300) {
          ledger.checkpoint();
        }
      }
      check(ledger, written);
    }
    try (FileLedger ledger = Ledgers.open(home, key)) {
      check(ledger, written);
      assertThat(ledger.fsck(Optional.empty()).problems()).isEmpty();
    }
  }

  private static void check(FileLedger ledger, List<Event> written) {
    assertThat(ledger.size()).isEqualTo(written.size());
    List<Event> read = new ArrayList<>();
    ledger.read(0, e -> read.add(e.event()));
    assertThat(read).isEqualTo(written);
    List<Event> tail = new ArrayList<>();
    ledger.read(590, e -> tail.add(e.event()));
    assertThat(tail).isEqualTo(written.subList(590, 600));
    assertThat(ledger.entry(255).event()).isEqualTo(written.get(255));
    assertThat(ledger.history(ONE).stream().map(Entry::event))
        .isEqualTo(written.stream().filter(e -> e.subject().equals(ONE)).toList());
    assertThatThrownBy(() -> ledger.entry(600)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theStoredBytesAreTheCanonicalEvent() {
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Subject odd = new Subject("j\u00f6b \"x\"\\", 7);
      Event event = Ledgers.append(ledger, odd, 1).event();
      ledger.checkpoint();
      assertThat(ledger.entry(0).event().digest()).isEqualTo(event.digest());
      assertThat(EventFrame.around(event.body().canonical(), event))
          .isEqualTo(event.json().canonical());
    }
  }

  @Test
  void checkpointAndProofsAgreeWithTheDefinition() {
    try (FileLedger ledger = Ledgers.open(home, key)) {
      List<byte[]> entries = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        entries.add(Ledgers.append(ledger, ONE, i).event().json().canonical());
        if (i % 150 == 3) {
          Checkpoint at = Checkpoint.parse(ledger.checkpoint(), key.verifier()).orElseThrow();
          assertThat(at)
              .isEqualTo(new Checkpoint("node-1.example", i + 1L, NaiveTree.root(entries)));
          List<Digest> path = ledger.proof(i / 2, i + 1L);
          assertThat(NaiveTree.rootOf(Merkle.leaf(entries.get(i / 2)), i / 2, i + 1L, path))
              .isEqualTo(at.root());
        }
      }
      ledger.checkpoint();
      Digest small = NaiveTree.root(entries.subList(0, 300));
      assertThat(
              NaiveTree.consistent(
                  300, 700, small, NaiveTree.root(entries), ledger.consistency(300, 700)))
          .isTrue();
      assertThatThrownBy(() -> ledger.proof(0, 701)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingFollowsTheEndOfAnAttempt(boolean reopened) {
    FileLedger ledger = Ledgers.open(home, key);
    Ledgers.attempt(ledger, ONE, 3);
    if (reopened) {
      ledger.close();
      ledger = Ledgers.open(home, key);
    }
    assertThat(ledger.append(EventType.STATE, ONE, 1, Json.Obj.EMPTY))
        .isInstanceOf(Appended.Unavailable.class);
    assertThat(ledger.history(ONE)).hasSize(4);
    assertThat(ledger.size()).isEqualTo(4);
    Ledgers.append(ledger, new Subject("job-1", 2), 1);
    ledger.close();
  }

  @Test
  void anAttemptIsClosedOnlyWithItsOwnCountAndHead() {
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Digest head = Ledgers.append(ledger, ONE, 1).event().digest();
      for (Json.Obj wrong :
          List.of(
              Json.Obj.EMPTY,
              Ledgers.closing(2, head),
              Ledgers.closing(1, Digest.of(new byte[0])))) {
        assertThat(ledger.append(EventType.ATTEMPT_CLOSED, ONE, 1, wrong))
            .isInstanceOf(Appended.Unavailable.class);
      }
      assertThat(
              ledger.append(
                  EventType.ATTEMPT_CLOSED, Subject.NODE, 1, Ledgers.closing(0, Digest.NONE)))
          .isInstanceOf(Appended.Unavailable.class);
      Ledgers.durable(ledger.append(EventType.ATTEMPT_CLOSED, ONE, 1, Ledgers.closing(1, head)));
    }
  }

  @Test
  void aBodyThatCannotBeRecordedIsRefusedAndHarmsNothing() {
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Json deep = Json.of(1);
      for (int i = 0; i < Event.MAX_BODY_DEPTH; i++) {
        deep = Json.array(List.of(deep));
      }
      Json half = new Json.Num(new java.math.BigDecimal("0.5"));
      for (Json bad : List.of(Json.of("x".repeat(70_000)), deep, half, Json.of("\ud800"))) {
        assertThat(append(ledger, bad)).isInstanceOf(Appended.Unavailable.class);
      }
      assertThat(ledger.append(EventType.STATE, new Subject("\udc00", 1), 1, Json.Obj.EMPTY))
          .isInstanceOf(Appended.Unavailable.class);
      assertThat(Ledgers.append(ledger, ONE, 1).event().seq()).isZero();
    }
  }

  @Test
  void theLargestEventFitsAndOneByteMoreDoesNot() {
    try (FileLedger ledger = Ledgers.open(home, key)) {
      // The clock's text is shorter when milliseconds are zero, so the frame is measured each time.
      int frame = 0;
      Appended answer = append(ledger, Json.of(""));
      while (frame != Event.MAX_BYTES) {
        int spare = Event.MAX_BYTES - Ledgers.durable(answer).event().json().canonical().length;
        answer = append(ledger, Json.of("x".repeat(spare)));
        if (answer instanceof Appended.Durable d) {
          frame = d.event().json().canonical().length;
          assertThat(append(ledger, Json.of("x".repeat(spare + 10))))
              .isInstanceOf(Appended.Unavailable.class);
        }
        answer = append(ledger, Json.of(""));
      }
      ledger.checkpoint();
      assertThat(ledger.fsck(Optional.empty()).problems()).isEmpty();
    }
  }

  private static Appended append(FileLedger ledger, Json value) {
    return ledger.append(EventType.STATE, ONE, 1, Json.object().put("x", value).build());
  }

  @Test
  void manyThreadsKeepEveryChainWhole() throws InterruptedException {
    Map<Long, Event> acknowledged = new ConcurrentHashMap<>();
    try (FileLedger ledger = Ledgers.open(home, key)) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 64; t++) {
        Random random = new Random(t);
        threads.add(
            Thread.startVirtualThread(() -> {
              for (int i = 0; i < 100; i++) {
                Subject subject = new Subject("job-" + random.nextInt(10), 1);
                Appended.Durable done = Ledgers.append(ledger, subject, i);
                acknowledged.put(done.index(), done.event());
                if (i % 40 == 0) {
                  assertThat(ledger.history(subject)).isNotEmpty();
                  ledger.checkpoint();
                }
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(acknowledged).hasSize(6400);
    }
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Map<Long, Event> read = new ConcurrentHashMap<>();
      ledger.read(0, e -> read.put(e.index(), e.event()));
      assertThat(read).isEqualTo(acknowledged);
      FsckReport report = ledger.fsck(Optional.empty());
      assertThat(report.problems()).isEmpty();
      assertThat(report.size()).isEqualTo(6400);
      long events = 0;
      for (int job = 0; job < 10; job++) {
        events += ledger.history(new Subject("job-" + job, 1)).size();
      }
      assertThat(events).isEqualTo(6400);
    }
  }

  @Test
  void journalSegmentsAreReplacedAndTheIndexIsFoundAgain() throws IOException {
    Json.Obj large = Json.object().put("x", "y".repeat(60_000)).build();
    try (FileLedger ledger = Ledgers.open(home, key)) {
      for (int i = 0; i < 700; i++) {
        Subject subject = i % 2 == 0 ? ONE : Subject.NODE;
        Ledgers.durable(ledger.append(EventType.STATE, subject, 1, large));
      }
      Ledgers.attempt(ledger, new Subject("job-2", 1), 2);
      ledger.checkpoint();
      assertThat(JournalReader.segments(home.resolve("journal"))).hasSize(1);
      assertThat(JournalReader.segments(home.resolve("journal")).getFirst().getFileName())
          .asString()
          .isNotEqualTo("0".repeat(20));
      assertThat(ledger.fsck(Optional.empty()).problems()).isEmpty();
    }
    for (String lost : List.of("index/heads", "index/links")) {
      Files.delete(home.resolve(lost));
      try (FileLedger ledger = Ledgers.open(home, key)) {
        assertThat(ledger.history(ONE).stream().map(e -> e.event().seq()))
            .hasSize(350)
            .last()
            .isEqualTo(349L);
        assertThat(ledger.history(new Subject("job-2", 1))).hasSize(3);
      }
    }
  }

  @Test
  void aFailedFlushStopsEverythingUntilReopened() {
    AtomicBoolean failing = new AtomicBoolean();
    JournalIo io =
        new JournalIo() {
          @Override
          public void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
            Disk.writeFully(out, bytes, at);
          }

          @Override
          public void force(FileChannel out) throws IOException {
            if (failing.get()) {
              throw new IOException("input/output error");
            }
            out.force(false);
          }
        };
    FileLedger ledger = Ledgers.manual(home, key, io);
    Ledgers.append(ledger, ONE, 1);
    failing.set(true);
    assertThat(ledger.append(EventType.STATE, ONE, 1, Json.Obj.EMPTY))
        .isEqualTo(new Appended.Unavailable("the ledger cannot be written: input/output error"));
    failing.set(false);
    assertThat(ledger.append(EventType.STATE, ONE, 1, Json.Obj.EMPTY))
        .isInstanceOf(Appended.Unavailable.class);
    assertThat(ledger.unavailable()).isPresent();
    assertThat(ledger.size()).isEqualTo(1);
    ledger.close();
    try (FileLedger again = Ledgers.open(home, key)) {
      assertThat(again.size()).isEqualTo(1);
      assertThat(Ledgers.append(again, ONE, 2).event().seq()).isEqualTo(1);
    }
  }

  @Test
  void anInterruptedCallerStillLearnsThatItsEventIsOnDisk() {
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Thread.currentThread().interrupt();
      Ledgers.append(ledger, ONE, 1);
      ledger.checkpoint();
      assertThat(ledger.history(ONE)).hasSize(1);
      assertThat(Thread.interrupted()).isTrue();
      Ledgers.append(ledger, ONE, 2);
    }
  }

  @Test
  void onlyOneHolderAtATime() {
    FileLedger ledger = Ledgers.open(home, key);
    assertThatThrownBy(() -> Ledgers.open(home, key))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.code()).isEqualTo(LedgerException.Code.IN_USE));
    ledger.close();
    assertThat(ledger.append(EventType.STATE, ONE, 1, Json.Obj.EMPTY))
        .isInstanceOf(Appended.Unavailable.class);
  }
}
