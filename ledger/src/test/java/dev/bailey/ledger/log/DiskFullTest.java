package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger.Appended;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of a few megabytes fills up under the ledger. */
@Tag("container")
class DiskFullTest {
  @TempDir Path folder;

  @Test
  void aFullDiskRefusesAndLosesNothing() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "bailey-test", small.toString()) == 0,
        "mounting a tmpfs needs root");
    try {
      fill(small.resolve("ledger"), small.resolve("ballast"));
    } finally {
      assertThat(run("umount", small.toString())).isZero();
    }
  }

  private void fill(Path home, Path ballast) throws IOException {
    NodeKey key = Ledgers.key(folder);
    Json.Obj body = Json.object().put("x", "y".repeat(3000)).build();
    Subject subject = new Subject("job-1", 1);
    Files.write(ballast, new byte[5 << 20]);
    List<String> acknowledged = new ArrayList<>();
    FileLedger ledger = Ledgers.open(home, key);
    Appended answer = ledger.append(EventType.STATE, subject, 1, body);
    while (answer instanceof Appended.Durable durable) {
      acknowledged.add(durable.event().digest().hex());
      answer = ledger.append(EventType.STATE, subject, 1, body);
      assertThat(acknowledged.size()).isLessThan(10_000);
    }
    assertThat(((Appended.Unavailable) answer).reason()).contains("cannot be written");
    assertThat(ledger.append(EventType.STATE, subject, 1, Json.Obj.EMPTY))
        .isInstanceOf(Appended.Unavailable.class);
    ledger.close();
    Files.delete(ballast);
    try (FileLedger again = Ledgers.open(home, key)) {
      List<String> read = new ArrayList<>();
      again.read(0, e -> read.add(e.event().digest().hex()));
      assertThat(read).startsWith(acknowledged.toArray(String[]::new));
      assertThat(again.fsck(Optional.empty()).problems()).isEmpty();
      Ledgers.append(again, subject, 1);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
