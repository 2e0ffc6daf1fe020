package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The right edge of the tree: at each level the hashes of the tile that is not full yet. */
final class TileRows {
  /** Takes a tile that just became full. */
  @FunctionalInterface
  interface Full {
    void tile(int level, long number, List<Digest> hashes) throws IOException;
  }

  private final Full full;
  private final List<List<Digest>> rows = new ArrayList<>();
  private long size;

  TileRows(Full full) {
    this.full = full;
  }

  /** The rows of a tree of this size, from its partial tiles. */
  static TileRows load(TileStore tiles, long size, Full full) throws IOException {
    TileRows rows = new TileRows(full);
    rows.size = size;
    for (int level = 0; size >> (8 * level) > 0; level++) {
      long count = size >> (8 * level);
      int width = (int) (count % TilePath.WIDTH);
      long number = count / TilePath.WIDTH;
      rows.rows.add(
          width == 0 ? new ArrayList<>() : new ArrayList<>(tiles.hashes(level, number, width)));
    }
    return rows;
  }

  void add(Digest leaf) throws IOException {
    size++;
    add(0, leaf);
  }

  long size() {
    return size;
  }

  int levels() {
    return rows.size();
  }

  /** Hashes of the tile at this level that is not full; may be none. */
  List<Digest> partial(int level) {
    return rows.get(level);
  }

  /** Number of the tile at this level that is not full. */
  long number(int level) {
    return (size >> (8 * level)) / TilePath.WIDTH;
  }

  Digest root() {
    List<Digest> peaks = new ArrayList<>();
    for (List<Digest> row : rows) {
      int end = row.size();
      for (int length = 1; length < TilePath.WIDTH; length *= 2) {
        if ((row.size() & length) != 0) {
          peaks.add(Merkle.perfect(row.subList(end - length, end)));
          end -= length;
        }
      }
    }
    return peaks.stream().reduce((right, left) -> Merkle.node(left, right)).orElse(Merkle.EMPTY);
  }

  private void add(int level, Digest hash) throws IOException {
    if (level == rows.size()) {
      rows.add(new ArrayList<>());
    }
    List<Digest> row = rows.get(level);
    row.add(hash);
    if (row.size() == TilePath.WIDTH) {
      full.tile(level, (size >> (8 * level)) / TilePath.WIDTH - 1, List.copyOf(row));
      Digest above = Merkle.perfect(row);
      row.clear();
      add(level + 1, above);
    }
  }
}
