package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.note.Checkpoint;
import dev.bailey.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the whole ledger again, believing nothing but the entries: every tile is computed from them
 * and compared, every chain is followed, and the root is compared with the signed checkpoint. Works
 * on a ledger that is open and growing; then it judges the checkpoint it found first.
 */
public final class Fsck {
  private final Layout layout;
  private final VerifierKey key;
  private final Chains chains = new Chains();
  private final List<FsckReport.Problem> problems = new ArrayList<>();
  private final List<Digest> journalLeaves = new ArrayList<>();
  private long journalFrom;
  private Optional<Checkpoint> older = Optional.empty();
  private boolean olderFound;
  private long size;

  private Fsck(Layout layout, VerifierKey key) {
    this.layout = layout;
    this.key = key;
  }

  /**
   * Checks the ledger in this folder.
   *
   * @param olderNote a signed checkpoint that somebody kept; the log must begin with its tree
   * @throws LedgerException if files cannot be read
   */
  public static FsckReport run(Path folder, VerifierKey key, Optional<String> olderNote) {
    try {
      return new Fsck(new Layout(folder), key).check(olderNote);
    } catch (IOException failed) {
      throw new LedgerException(
          LedgerException.Code.IO, "cannot read the ledger in " + folder, failed);
    }
  }

  private FsckReport check(Optional<String> olderNote) throws IOException {
    String note =
        new String(Disk.read(layout.checkpoint()).orElse(new byte[0]), StandardCharsets.UTF_8);
    Optional<Checkpoint> checkpoint = Checkpoint.parse(note, key);
    if (checkpoint.isEmpty()) {
      problem(0, "the checkpoint is missing or not signed by " + key.id());
      return report(Merkle.EMPTY, 0);
    }
    size = checkpoint.get().size();
    olderNote.ifPresent(this::takeOlder);
    journalFrom = firstInJournal();
    TileRows rows = new TileRows(this::compareTile);
    noteOlder(rows);
    for (long number = 0; number * TilePath.WIDTH < size && going(); number++) {
      bundle(number, rows);
    }
    Digest root = rows.root();
    if (going()) {
      comparePartials(rows);
    }
    if (!root.equals(checkpoint.get().root())) {
      problem(size, "the entries do not have the checkpoint's root");
    }
    long later = going() ? journal() : 0;
    return report(root, later);
  }

  private long firstInJournal() throws IOException {
    return JournalReader.segments(layout.journal()).stream()
        .map(s -> JournalForm.firstIndex(s).orElseThrow())
        .findFirst()
        .orElse(0L);
  }

  private void takeOlder(String note) {
    older = Checkpoint.parse(note, key);
    if (older.isEmpty()) {
      problem(size, "the older checkpoint is not one that " + key.id() + " signed");
    } else if (older.get().size() > size) {
      problem(
          size,
          "the older checkpoint has "
              + older.get().size()
              + " events and the ledger has "
              + size
              + ": it was rolled back");
    }
  }

  private void noteOlder(TileRows rows) {
    if (older.filter(o -> o.size() == rows.size()).isPresent()) {
      olderFound = older.get().root().equals(rows.root());
      if (!olderFound) {
        problem(rows.size(), "the older checkpoint has another history: it was rewritten");
      }
    }
  }

  private void bundle(long number, TileRows rows) throws IOException {
    int width = TileStore.width(size, number);
    long first = number * TilePath.WIDTH;
    Optional<List<byte[]>> entries = entries(number, width);
    if (entries.isEmpty()) {
      problem(first, "entry bundle " + number + " is missing or damaged");
      return;
    }
    for (int i = 0; i < width && going(); i++) {
      byte[] entry = entries.get().get(i);
      Digest leaf = Merkle.leaf(entry);
      rows.add(leaf);
      if (first + i >= journalFrom) {
        journalLeaves.add(leaf);
      }
      follow(first + i, entry);
      noteOlder(rows);
    }
  }

  private void follow(long index, byte[] entry) {
    Optional<Event> event = Event.parse(entry);
    if (event.isEmpty()) {
      problem(index, "the entry is not an event");
      return;
    }
    chains.objection(event.get()).ifPresent(o -> problem(index, o));
    chains.advance(index, event.get(), Digest.of(entry));
  }

  private void compareTile(int level, long number, List<Digest> hashes) throws IOException {
    Optional<byte[]> found = tile(level, number, hashes.size());
    if (found.isEmpty() || !Arrays.equals(found.get(), bytes(hashes))) {
      problem(
          Math.min(size, (number * TilePath.WIDTH) << (8 * level)),
          "tile " + level + "/" + number + " does not follow from the entries");
    }
  }

  private void comparePartials(TileRows rows) throws IOException {
    for (int level = 0; level < rows.levels(); level++) {
      if (!rows.partial(level).isEmpty()) {
        compareTile(level, rows.number(level), rows.partial(level));
      }
    }
  }

  private long journal() throws IOException {
    long[] later = new long[1];
    JournalReader.Sink sink =
        (index, entry) -> {
          if (index < size) {
            int at = (int) (index - journalFrom);
            boolean same =
                at < journalLeaves.size() && journalLeaves.get(at).equals(Merkle.leaf(entry));
            return same
                ? Optional.empty()
                : Optional.of("the journal and the tree have different entries");
          }
          later[0]++;
          follow(index, entry);
          return Optional.empty();
        };
    switch (JournalReader.read(layout.journal(), sink)) {
      case JournalReader.Scan.Bad bad -> problem(bad.index(), bad.reason());
      case JournalReader.Scan.Whole whole -> {
        if (whole.next() < size) {
          problem(whole.next(), "the journal ends before the checkpoint");
        }
      }
    }
    return later[0];
  }

  /** The entries of a bundle, from a longer version if the log has grown since. */
  private Optional<List<byte[]>> entries(long number, int width) throws IOException {
    for (Version each : versions(TilePath.entries(number, width), TilePath.entries(number, 256))) {
      Optional<byte[]> bytes = Disk.read(each.file());
      if (bytes.isPresent()) {
        return Bundle.decode(ByteBuffer.wrap(bytes.get()), each.width())
            .map(all -> all.subList(0, width));
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> tile(int level, long number, int width) throws IOException {
    String full = TilePath.tile(level, number, TilePath.WIDTH);
    for (Version each : versions(TilePath.tile(level, number, width), full)) {
      Optional<byte[]> bytes = Disk.read(each.file());
      if (bytes.isPresent()) {
        return bytes
            .filter(b -> b.length == each.width() * TileStore.HASH_BYTES)
            .map(b -> Arrays.copyOf(b, width * TileStore.HASH_BYTES));
      }
    }
    return Optional.empty();
  }

  /** A tile's file and how much is in it. */
  private record Version(Path file, int width) {}

  /** The version wanted, then longer ones, the full one last. */
  private List<Version> versions(String wanted, String full) throws IOException {
    List<Version> versions = new ArrayList<>();
    Path file = layout.folder().resolve(wanted);
    if (wanted.equals(full)) {
      return List.of(new Version(file, TilePath.WIDTH));
    }
    int width = Integer.parseInt(file.getFileName().toString());
    versions.add(new Version(file, width));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(file.resolveSibling(""))) {
      for (Path each : files) {
        String name = each.getFileName().toString();
        if (name.matches("[0-9]{1,3}") && Integer.parseInt(name) > width) {
          versions.add(new Version(each, Integer.parseInt(name)));
        }
      }
    } catch (NoSuchFileException becameFull) {
      // Then the full one is there.
    }
    versions.add(new Version(layout.folder().resolve(full), TilePath.WIDTH));
    return versions;
  }

  private static byte[] bytes(List<Digest> hashes) {
    ByteBuffer out = ByteBuffer.allocate(hashes.size() * TileStore.HASH_BYTES);
    hashes.forEach(h -> out.put(h.raw()));
    return out.array();
  }

  private boolean going() {
    return problems.size() < FsckReport.MAX_PROBLEMS;
  }

  private void problem(long index, String what) {
    if (going()) {
      problems.add(new FsckReport.Problem(index, what));
    }
  }

  private FsckReport report(Digest root, long later) {
    return new FsckReport(size, root, later, olderFound, problems);
  }
}
