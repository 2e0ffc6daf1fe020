package dev.bailey.ledger.log;

import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger.Appended;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Durable events per second for 1 and 64 writers, beside a bare loop of write and flush on the same
 * file system in the same run. Arguments: a folder to work in, seconds per measurement.
 */
public final class LedgerBench {
  private static final int ENTRY_BYTES = 800;

  private LedgerBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "."), "bench");
    long seconds = args.length > 1 ? Long.parseLong(args[1]) : 5;
    for (int round = 0; round < 2; round++) {
      floor(folder.resolve("floor"), seconds);
      ledger(folder, "a" + round, 1, seconds);
      ledger(folder, "b" + round, 64, seconds);
    }
  }

  private static void floor(Path file, long seconds) throws IOException {
    List<Long> nanos = new ArrayList<>();
    long begin = System.nanoTime();
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(0);
      ByteBuffer bytes = ByteBuffer.allocateDirect(ENTRY_BYTES);
      while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
        long start = System.nanoTime();
        out.write(bytes.clear());
        out.force(false);
        nanos.add(System.nanoTime() - start);
      }
    }
    print("write and flush", nanos, System.nanoTime() - begin);
  }

  private static void ledger(Path folder, String name, int writers, long seconds)
      throws InterruptedException {
    NodeKey key = Ledgers.key(folder);
    Json.Obj body = Json.object().put("x", "y".repeat(ENTRY_BYTES - 250)).build();
    List<Long> nanos = new ArrayList<>();
    long begin = System.nanoTime();
    try (FileLedger ledger = Ledgers.open(folder.resolve(name), key)) {
      List<Thread> threads = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        Subject subject = new Subject("job-" + w, 1);
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> write(ledger, subject, body, begin + seconds * 1_000_000_000L, nanos)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      print(writers + " writers", nanos, System.nanoTime() - begin);
    }
  }

  private static void write(
      FileLedger ledger, Subject subject, Json.Obj body, long until, List<Long> all) {
    List<Long> nanos = new ArrayList<>();
    while (System.nanoTime() < until) {
      long start = System.nanoTime();
      if (!(ledger.append(EventType.STATE, subject, 1, body) instanceof Appended.Durable)) {
        throw new IllegalStateException("the disk failed");
      }
      nanos.add(System.nanoTime() - start);
    }
    synchronized (all) {
      all.addAll(nanos);
    }
  }

  private static void print(String what, List<Long> nanos, long total) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-16s %8.0f events/s   p50 %6.2f ms   p99 %6.2f ms%n",
        what,
        sorted.length * 1e9 / total,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6);
  }
}
