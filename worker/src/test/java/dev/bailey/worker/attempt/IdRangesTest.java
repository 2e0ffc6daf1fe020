package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A range has one owner from the first moment on, and nobody else gives it back. */
class IdRangesTest {
  @TempDir Path directory;

  @Test
  void aRangeNamesItsOwner() throws IOException {
    long base = new IdRanges(directory).take("/home a-aaaa 1").orElseThrow();
    Path file = directory.resolve(Long.toHexString(base));
    assertThat(Files.readSymbolicLink(file)).hasToString("/home a-aaaa 1");
  }

  @Test
  void aRangeThatSomebodyElseHasByNowIsLeftAlone() {
    IdRanges ids = new IdRanges(directory);
    long base = ids.take("/home a-aaaa 1").orElseThrow();
    ids.giveBack(base, "/home b-bbbb 1");
    assertThat(directory.toFile().list()).hasSize(1);
    ids.giveBack(base, "/home a-aaaa 1");
    ids.giveBack(base, "/home a-aaaa 1");
    assertThat(directory.toFile().list()).isEmpty();
  }

  @Test
  void whatAKilledAgentTookIsFoundByItsAttempt() {
    IdRanges ids = new IdRanges(directory);
    String killed = IdRanges.owner(Path.of("/home"), new Subject("a-aaaa", 1));
    ids.take(killed);
    ids.take(killed);
    ids.take(IdRanges.owner(Path.of("/home"), new Subject("a-aaaa", 2)));
    ids.giveBackAll(killed);
    assertThat(directory.toFile().list()).hasSize(1);
  }
}
