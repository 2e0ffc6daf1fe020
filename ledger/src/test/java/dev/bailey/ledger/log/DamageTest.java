package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Ledger.Appended;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test changes a sound ledger as its administrator could, and it must show. */
class DamageTest {
  private static final Subject ONE = new Subject("job-1", 1);

  @TempDir Path folder;
  private NodeKey key;
  private Path home;

  @BeforeEach
  void key() {
    key = Ledgers.key(folder);
    home = folder.resolve("ledger");
  }

  private FileLedger.Opening reopen(FileLedger.Known known) {
    return FileLedger.open(home, key, Clock.systemUTC(), known);
  }

  private void fill(int events, Path where) {
    try (FileLedger ledger = Ledgers.open(where, key)) {
      for (int i = 0; i < events; i++) {
        Ledgers.append(ledger, i % 5 == 0 ? Subject.NODE : ONE, i);
      }
      Ledgers.attempt(ledger, new Subject("job-2", 1), 3);
    }
  }

  @Test
  void everyChangedByteShows() throws IOException {
    fill(300, home);
    Random random = new Random(25);
    List<Path> files;
    try (Stream<Path> all = Files.walk(home)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(f -> !f.startsWith(home.resolve("index")))
              .filter(f -> !f.endsWith("lock"))
              .sorted()
              .toList();
    }
    assertThat(files).hasSize(7);
    for (Path file : files) {
      int length = (int) Files.size(file);
      for (int i = 0; i < 60; i++) {
        int at = i < 10 ? i : i < 20 ? length - 1 - (i - 10) : random.nextInt(length);
        int bit = 1 << random.nextInt(8);
        flip(file, at, bit);
        assertThat(detected()).as("%s at %d of %d", file, at, length).isTrue();
        flip(file, at, bit);
      }
    }
    assertThat(detected()).isFalse();
  }

  /** Checks a copy, because opening may tidy. */
  private boolean detected() throws IOException {
    if (!Fsck.run(home, key.verifier(), Optional.empty()).sound()) {
      return true;
    }
    Path copy = copy(home, "copy");
    return switch (FileLedger.open(copy, key, Clock.systemUTC())) {
      case FileLedger.Opening.Damaged _ -> true;
      case FileLedger.Opening.Opened opened -> {
        opened.ledger().close();
        yield false;
      }
    };
  }

  @Test
  void openingAloneSeesChangesOfJournalAndCheckpoint() throws IOException {
    fill(300, home);
    Random random = new Random(26);
    List<Path> files =
        List.of(
            home.resolve("checkpoint"), JournalReader.segments(home.resolve("journal")).getFirst());
    for (Path file : files) {
      for (int i = 0; i < 60; i++) {
        int at = random.nextInt((int) Files.size(file));
        flip(file, at, 1);
        assertThat(reopen(FileLedger.Known.NOTHING))
            .as("%s at %d", file, at)
            .isInstanceOf(FileLedger.Opening.Damaged.class);
        flip(file, at, 1);
      }
    }
    Ledgers.open(home, key).close();
  }

  @Test
  void theIndexIsNotBelieved() throws IOException {
    fill(300, home);
    Random random = new Random(27);
    for (String name : List.of("index/heads", "index/links")) {
      for (int i = 0; i < 40; i++) {
        Path file = copy(home, "copy").resolve(name);
        flip(file, random.nextInt((int) Files.size(file)), 1);
        try (FileLedger ledger = Ledgers.open(folder.resolve("copy"), key)) {
          assertThat(honestHistory(ledger)).isTrue();
          assertThat(Ledgers.append(ledger, ONE, 1).event().seq()).isEqualTo(240);
        }
      }
    }
  }

  private static boolean honestHistory(FileLedger ledger) {
    try {
      return ledger.history(ONE).size() == 240;
    } catch (LedgerException damaged) {
      return damaged.code() == LedgerException.Code.DAMAGED
          || damaged.code() == LedgerException.Code.IO;
    }
  }

  @Test
  void aJournalCutBelowTheCheckpointShows() throws IOException {
    fill(20, home);
    Path journal = JournalReader.segments(home.resolve("journal")).getFirst();
    long length = Files.size(journal);
    for (long cut : new long[] {0, 79, 80, 81, length / 2, length - 33, length - 1}) {
      Path copy = copy(home, "copy");
      truncate(copy.resolve("journal").resolve(journal.getFileName()), cut);
      assertThat(FileLedger.open(copy, key, Clock.systemUTC()))
          .as("cut at %d", cut)
          .isInstanceOf(FileLedger.Opening.Damaged.class);
    }
  }

  @Test
  void aTornEndIsCutOffAndNothingElse() throws IOException {
    FileLedger ledger = Ledgers.manual(home, key, JournalIo.REAL);
    for (int i = 0; i < 10; i++) {
      Ledgers.append(ledger, ONE, i);
    }
    Path crashed = copy(home, "crashed");
    Path journal = JournalReader.segments(crashed.resolve("journal")).getFirst();
    long whole = Files.size(journal);
    Appended.Durable eleventh = Ledgers.append(ledger, ONE, 10);
    byte[] after = Files.readAllBytes(home.resolve("journal").resolve(journal.getFileName()));
    ledger.close();
    assertThat(eleventh.index()).isEqualTo(10);
    for (int end = (int) whole; end <= after.length; end++) {
      Path copy = copy(crashed, "copy");
      byte[] torn = java.util.Arrays.copyOf(after, end);
      Files.write(copy.resolve("journal").resolve(journal.getFileName()), torn);
      try (FileLedger again = Ledgers.open(copy, key)) {
        assertThat(again.size()).isEqualTo(end == after.length ? 11 : 10);
        Ledgers.append(again, ONE, 99);
        assertThat(again.fsck(Optional.empty()).problems()).isEmpty();
      }
    }
    for (int at = (int) whole; at < after.length; at++) {
      Path copy = copy(crashed, "copy");
      byte[] changed = after.clone();
      changed[at] ^= 4;
      Files.write(copy.resolve("journal").resolve(journal.getFileName()), changed);
      assertThat(FileLedger.open(copy, key, Clock.systemUTC()))
          .as("changed at %d", at)
          .isInstanceOf(FileLedger.Opening.Damaged.class);
    }
  }

  @Test
  void aLedgerBehindWhatIsKnownElsewhereDoesNotOpen() throws IOException {
    Event last;
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Ledgers.append(ledger, ONE, 1);
      ledger.checkpoint();
      copy(home, "old");
      last = Ledgers.append(ledger, ONE, 2).event();
    }
    assertThat(FileLedger.open(folder.resolve("old"), key, Clock.systemUTC(), known(2, last)))
        .isInstanceOf(FileLedger.Opening.Damaged.class);
    assertThat(FileLedger.open(folder.resolve("none"), key, Clock.systemUTC(), known(1, last)))
        .isInstanceOf(FileLedger.Opening.Damaged.class);
    fill(30, folder.resolve("other"));
    assertThat(FileLedger.open(folder.resolve("other"), key, Clock.systemUTC(), known(2, last)))
        .isInstanceOf(FileLedger.Opening.Damaged.class);
    Ledgers.open(home, key, known(2, last)).close();
    Ledgers.open(home, key, new FileLedger.Known(2, Digest.NONE)).close();
  }

  private static FileLedger.Known known(long size, Event last) {
    return new FileLedger.Known(size, last.digest());
  }

  @Test
  void anOlderCheckpointFindsRollBackAndAnotherHistory() throws IOException {
    String kept;
    try (FileLedger ledger = Ledgers.open(home, key)) {
      Ledgers.append(ledger, ONE, 1);
      ledger.checkpoint();
      copy(home, "old");
      Ledgers.append(ledger, ONE, 2);
      kept = ledger.checkpoint();
      Ledgers.append(ledger, ONE, 3);
      FsckReport report = ledger.fsck(Optional.of(kept));
      assertThat(report.problems()).isEmpty();
      assertThat(report.olderFound()).isTrue();
    }
    fill(30, folder.resolve("other"));
    Path strangers = Files.createDirectory(folder.resolve("strangers"));
    NodeKey stranger = Ledgers.key(strangers);
    try (FileLedger theirs = Ledgers.open(strangers.resolve("ledger"), stranger)) {
      assertThat(Fsck.run(home, key.verifier(), Optional.of(theirs.checkpoint())).sound())
          .isFalse();
      assertThat(Fsck.run(home, stranger.verifier(), Optional.empty()).sound()).isFalse();
    }
    for (String wrong : List.of("old", "other")) {
      FsckReport report = Fsck.run(folder.resolve(wrong), key.verifier(), Optional.of(kept));
      assertThat(report.problems()).as(wrong).hasSize(1);
      assertThat(report.olderFound()).isFalse();
    }
  }

  @Test
  void aMissingCheckpointIsNotANewLedger() throws IOException {
    fill(3, home);
    Files.delete(home.resolve("checkpoint"));
    assertThat(reopen(FileLedger.Known.NOTHING)).isInstanceOf(FileLedger.Opening.Damaged.class);
  }

  private Path copy(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    if (Files.exists(to)) {
      try (Stream<Path> old = Files.walk(to)) {
        for (Path each : old.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  private static void flip(Path file, int at, int bits) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int old = raw.read();
      raw.seek(at);
      raw.write(old ^ bits);
    }
  }

  private static void truncate(Path file, long length) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(length);
    }
  }
}
