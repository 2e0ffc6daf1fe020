package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Event;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed; whatever it said was on disk must be there. */
class CrashTest {
  private static final int ROUNDS = 25;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void whatWasAcknowledgedSurvivesTheKillOfTheProcess() throws Exception {
    NodeKey key = Ledgers.key(folder);
    Path home = folder.resolve("ledger");
    Random random = new Random(9);
    Map<Long, String> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      int before = acknowledged.size();
      runAndKill(home, round, 5 + random.nextInt(700), acknowledged);
      assertThat(acknowledged.size()).as("round %d did something", round).isGreaterThan(before);
      try (FileLedger ledger = Ledgers.open(home, key)) {
        Map<Long, String> read = new HashMap<>();
        ledger.read(0, e -> read.put(e.index(), e.event().digest().hex()));
        assertThat(read).containsAllEntriesOf(acknowledged);
        assertThat(ledger.fsck(Optional.empty()).problems()).isEmpty();
      }
    }
  }

  private void runAndKill(Path home, int round, int millis, Map<Long, String> acknowledged)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said-" + round);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString(),
                home.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(said.toFile())
            .start();
    while (child.isAlive() && Files.size(said) == 0) {
      Thread.sleep(2);
    }
    Thread.sleep(millis);
    child.destroyForcibly();
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    for (String line : Files.readAllLines(said)) {
      String[] words = line.split(" ", -1);
      // The last line may be cut by the kill.
      if (words.length == 3 && words[2].equals("ok")) {
        acknowledged.put(Long.parseLong(words[0]), words[1]);
      }
    }
  }

  /** Appends until it is killed and prints what was acknowledged. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
      NodeKey key = Ledgers.key(Path.of(args[0]));
      FileLedger ledger = Ledgers.open(Path.of(args[1]), key);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int number = t;
        threads.add(Thread.startVirtualThread(() -> append(ledger, args[2] + "-" + number)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private static void append(FileLedger ledger, String name) {
      for (int job = 0; ; job++) {
        Subject own = new Subject("job-" + name, 1 + job);
        Event last = Ledgers.append(ledger, own, 0).event();
        for (int i = 0; i < 5; i++) {
          var done = Ledgers.append(ledger, i % 2 == 0 ? Subject.NODE : own, i);
          last = done.event().subject().equals(own) ? done.event() : last;
          print(done.index(), done.event());
        }
        var closed =
            Ledgers.durable(
                ledger.append(
                    dev.bailey.ledger.EventType.ATTEMPT_CLOSED,
                    own,
                    1,
                    Ledgers.closing(last.seq() + 1, last.digest())));
        print(closed.index(), closed.event());
      }
    }

    private static synchronized void print(long index, Event event) {
      System.out.print(index + " " + event.digest().hex() + " ok\n");
      System.out.flush();
    }
  }
}
