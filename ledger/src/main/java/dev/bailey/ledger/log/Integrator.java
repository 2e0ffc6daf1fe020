package dev.bailey.ledger.log;

import dev.bailey.ledger.note.Checkpoint;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Moves durable entries from the journal into the tree and signs its new size. Not safe for use by
 * more than one thread at a time.
 *
 * <p>Order on disk: bundles and tiles, index, checkpoint, and now and then the heads. A crash
 * between any two is made good at the next opening from the journal.
 */
final class Integrator {
  /** Entries after which the heads are written again; opening replays at most about as many. */
  static final long HEADS_EVERY = 4096;

  private final Layout layout;
  private final NodeKey key;
  private final Pages pages;
  private final Journal journal;
  private final TileWriter tiles;
  private final SubjectIndex index;
  private final Chains settled;
  private final Chains live;
  private long headsAt;
  private volatile String checkpoint;

  /**
   * @param settled chains at the tree's size, advanced here
   * @param live chains at the journal's end, told which closed subjects the index now knows
   * @param headsAt size at which the heads were last written
   */
  Integrator(
      Layout layout,
      NodeKey key,
      Parts parts,
      Chains settled,
      Chains live,
      long headsAt,
      String checkpoint) {
    this.layout = layout;
    this.key = key;
    this.pages = parts.pages();
    this.journal = parts.journal();
    this.tiles = parts.tiles();
    this.index = parts.index();
    this.settled = settled;
    this.live = live;
    this.headsAt = headsAt;
    this.checkpoint = checkpoint;
  }

  /** The pieces an integrator works on. */
  record Parts(Pages pages, Journal journal, TileWriter tiles, SubjectIndex index) {}

  /** The latest signed checkpoint. */
  String checkpoint() {
    return checkpoint;
  }

  /** Brings the tree and the checkpoint up to what is durable now. */
  void integrate() throws IOException {
    List<Pages.Fresh> fresh = pages.fresh();
    if (fresh.isEmpty()) {
      return;
    }
    long[] previous = new long[fresh.size()];
    for (int i = 0; i < previous.length; i++) {
      Pages.Fresh each = fresh.get(i);
      tiles.add(each.entry());
      previous[i] = each.previous();
    }
    tiles.flush();
    index.link(fresh.getFirst().index(), previous);
    for (Pages.Fresh each : fresh) {
      settle(each);
    }
    String note = note().signedBy(key);
    Disk.replace(layout.checkpoint(), note.getBytes(StandardCharsets.UTF_8));
    checkpoint = note;
    pages.publish(tiles.size());
    tiles.sweep();
    if (tiles.size() - headsAt >= HEADS_EVERY) {
      writeHeads();
    }
    journal.dropBelow(tiles.size());
  }

  private void writeHeads() throws IOException {
    index.force();
    HeadsFile.Heads heads = new HeadsFile.Heads(tiles.size(), tiles.root(), settled.open());
    HeadsFile.write(layout.heads(), heads, key);
    headsAt = tiles.size();
  }

  /** Leaves everything so that the next opening has nothing to replay. */
  void finish() throws IOException {
    if (pages.fresh().isEmpty() && headsAt != tiles.size()) {
      writeHeads();
    }
  }

  private Checkpoint note() {
    return new Checkpoint(key.verifier().name(), tiles.size(), tiles.root());
  }

  private void settle(Pages.Fresh each) throws IOException {
    settled.advance(each.index(), each.event(), each.digest());
    if (settled.closed(each.event().subject()).isPresent()) {
      index.close(each.event().subject(), each.index());
      settled.forget(each.event().subject());
      live.forget(each.event().subject());
    }
  }
}
