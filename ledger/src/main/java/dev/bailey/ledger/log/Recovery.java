package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.note.Checkpoint;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens what is on disk: checks it, and finds out where the chains stand.
 *
 * <p>Checked each time: the checkpoint's signature; that the tiles at the tree's right edge give
 * its root; the heads against the tree; every entry after the heads; the whole journal, and that it
 * reaches the checkpoint. The rest of the tree is the business of {@link Fsck}.
 */
final class Recovery {
  /** What was found. */
  sealed interface Found {
    /**
     * @param settled chains at the tree's size
     * @param live chains at the journal's end
     * @param fresh entries of the journal that are not in the tree
     */
    record Sound(
        Checkpoint checkpoint,
        String note,
        TileStore store,
        TileWriter tiles,
        JournalReader.Scan.Whole scan,
        Chains settled,
        Chains live,
        List<Pages.Fresh> fresh,
        long headsAt,
        SubjectIndex index)
        implements Found {}

    record Unsound(String reason, long index) implements Found {}
  }

  /** Ends the search; never leaves this class. */
  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;
    private final long index;

    Bad(String reason, long index) {
      super(reason, null, false, false);
      this.reason = reason;
      this.index = index;
    }
  }

  private final Layout layout;
  private final NodeKey key;
  private final FileLedger.Known known;
  private final TileStore store;
  private long size;

  private Recovery(Layout layout, NodeKey key, FileLedger.Known known) {
    this.layout = layout;
    this.key = key;
    this.known = known;
    this.store = new TileStore(layout.folder());
  }

  /** Reads the folder; changes only caches and what a crash left unfinished. */
  static Found run(Layout layout, NodeKey key, FileLedger.Known known) throws IOException {
    Recovery recovery = new Recovery(layout, key, known);
    try {
      return recovery.find();
    } catch (Bad bad) {
      return new Found.Unsound(bad.reason, bad.index);
    } catch (LedgerException damaged) {
      if (damaged.code() == LedgerException.Code.DAMAGED) {
        return new Found.Unsound(damaged.getMessage() + "", recovery.size);
      }
      throw damaged;
    }
  }

  private Found find() throws IOException, Bad {
    createIfNew();
    String note = new String(Disk.readPresent(layout.checkpoint()), StandardCharsets.UTF_8);
    Checkpoint checkpoint =
        Checkpoint.parse(note, key.verifier())
            .orElseThrow(() -> new Bad("the checkpoint is not one this node signed", 0));
    size = checkpoint.size();
    TileWriter tiles = tiles(checkpoint);
    SubjectIndex index = SubjectIndex.open(layout.index());
    try {
      return chains(checkpoint, note, tiles, index);
    } catch (IOException | Bad | RuntimeException failed) {
      index.close();
      throw failed;
    }
  }

  private Found chains(Checkpoint checkpoint, String note, TileWriter tiles, SubjectIndex index)
      throws IOException, Bad {
    HeadsFile.Heads heads = heads(index);
    Chains settled = Chains.of(heads.open());
    replayTree(heads.size(), settled, index);
    Chains live = settled.copy();
    List<Pages.Fresh> fresh = new ArrayList<>();
    JournalReader.Scan.Whole scan = journal(live, fresh);
    checkKnown(scan.next(), fresh);
    tiles.discardUnreferenced();
    return new Found.Sound(
        checkpoint, note, store, tiles, scan, settled, live, fresh, heads.size(), index);
  }

  /** The checkpoint of size 0 is written last, so a folder with any other content is not new. */
  private void createIfNew() throws IOException, Bad {
    if (Files.exists(layout.checkpoint())) {
      return;
    }
    boolean used = Files.exists(layout.tiles()) || Files.exists(layout.heads());
    if (Files.isDirectory(layout.journal())) {
      List<Path> segments = JournalReader.segments(layout.journal());
      used |= segments.size() > 1;
      for (Path each : segments) {
        used |= Files.size(each) > JournalForm.SEGMENT_HEAD_BYTES;
      }
    }
    if (used) {
      throw new Bad("the checkpoint is missing", 0);
    }
    if (known.size() > 0) {
      throw new Bad("there is no ledger, and it had " + known.size() + " events", 0);
    }
    Files.createDirectories(layout.folder());
    Journal.create(layout.journal());
    Files.createDirectories(layout.index());
    String note = new Checkpoint(key.verifier().name(), 0, Merkle.EMPTY).signedBy(key);
    Disk.replace(layout.checkpoint(), note.getBytes(StandardCharsets.UTF_8));
  }

  private TileWriter tiles(Checkpoint checkpoint) throws IOException, Bad {
    try {
      TileWriter tiles = TileWriter.load(layout.folder(), store, size);
      if (!tiles.root().equals(checkpoint.root())
          || !Merkle.root(store.nodes(size), size).equals(checkpoint.root())) {
        throw new Bad("the tiles do not have the checkpoint's root", size);
      }
      if (!tiles.bundleAgrees()) {
        throw new Bad("the last entries are not those in the tree", size - 1);
      }
      return tiles;
    } catch (NoSuchFileException missing) {
      throw new Bad("the log lacks " + missing.getMessage(), size);
    }
  }

  /** The remembered heads if they are of this tree, or none at size 0. */
  private HeadsFile.Heads heads(SubjectIndex index) throws IOException {
    Optional<HeadsFile.Heads> read =
        HeadsFile.read(layout.heads(), key)
            .filter(h -> h.size() >= 0 && h.size() <= size)
            .filter(h -> Merkle.root(store.nodes(size), h.size()).equals(h.root()));
    if (read.isPresent() && index.linked() >= read.get().size() && allInTree(read.get())) {
      return read.get();
    }
    index.clear();
    return new HeadsFile.Heads(0, Merkle.EMPTY, Map.of());
  }

  private boolean allInTree(HeadsFile.Heads heads) throws IOException {
    for (var each : heads.open().entrySet()) {
      Chains.Head head = each.getValue();
      if (head.lastIndex() < 0 || head.lastIndex() >= heads.size()) {
        return false;
      }
      byte[] entry = entry(head.lastIndex());
      List<Digest> path = Merkle.inclusion(store.nodes(size), head.lastIndex(), heads.size());
      Digest root = Merkle.rootFrom(Merkle.leaf(entry), head.lastIndex(), heads.size(), path);
      Optional<Event> event = Event.parse(entry);
      boolean same =
          root.equals(heads.root())
              && Digest.of(entry).equals(head.last())
              && event.filter(e -> e.subject().equals(each.getKey())).isPresent()
              && event.filter(e -> e.seq() + 1 == head.count()).isPresent();
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private byte[] entry(long at) throws IOException {
    long number = at / TilePath.WIDTH;
    return store.entries(number, TileStore.width(size, number)).get((int) (at % TilePath.WIDTH));
  }

  private void replayTree(long from, Chains settled, SubjectIndex index) throws IOException, Bad {
    Merkle.Nodes nodes = store.nodes(size);
    for (long at = from; at < size; at++) {
      byte[] entry = entry(at);
      if (!Merkle.leaf(entry).equals(nodes.node(0, at))) {
        throw new Bad("entry " + at + " was changed", at);
      }
      Pages.Fresh each = follow(at, entry, settled);
      index.link(at, new long[] {each.previous()});
      if (settled.closed(each.event().subject()).isPresent()) {
        index.close(each.event().subject(), at);
        settled.forget(each.event().subject());
      }
    }
  }

  private JournalReader.Scan.Whole journal(Chains live, List<Pages.Fresh> fresh)
      throws IOException, Bad {
    Merkle.Nodes nodes = store.nodes(size);
    JournalReader.Sink sink =
        (at, entry) -> {
          if (at < size) {
            return Merkle.leaf(entry).equals(nodes.node(0, at))
                ? Optional.empty()
                : Optional.of("the journal and the tree have different entries");
          }
          try {
            fresh.add(follow(at, entry, live));
            return Optional.empty();
          } catch (Bad bad) {
            return Optional.of(bad.reason);
          }
        };
    return switch (JournalReader.read(layout.journal(), sink)) {
      case JournalReader.Scan.Bad bad -> throw new Bad(bad.reason(), bad.index());
      case JournalReader.Scan.Whole whole -> {
        if (whole.starts().isEmpty() || whole.starts().getFirst() > size || whole.next() < size) {
          throw new Bad("the journal ends before the checkpoint", whole.next());
        }
        yield whole;
      }
    };
  }

  private static Pages.Fresh follow(long at, byte[] entry, Chains chains) throws Bad {
    Event event =
        Event.parse(entry).orElseThrow(() -> new Bad("entry " + at + " is not an event", at));
    Optional<String> objection = chains.objection(event);
    if (objection.isPresent()) {
      throw new Bad(objection.get(), at);
    }
    long previous = chains.head(event.subject()).map(Chains.Head::lastIndex).orElse(Chains.NOWHERE);
    Digest digest = Digest.of(entry);
    chains.advance(at, event, digest);
    return new Pages.Fresh(at, entry, event, digest, previous);
  }

  private void checkKnown(long total, List<Pages.Fresh> fresh) throws IOException, Bad {
    if (total < known.size()) {
      throw new Bad(
          "the ledger has " + total + " events and had " + known.size() + ": it was rolled back",
          total);
    }
    if (known.size() == 0 || known.last().equals(Digest.NONE)) {
      return;
    }
    long at = known.size() - 1;
    Digest last = at < size ? Digest.of(entry(at)) : fresh.get((int) (at - size)).digest();
    if (!last.equals(known.last())) {
      throw new Bad("event " + at + " is not the one known: the ledger was replaced", at);
    }
  }
}
