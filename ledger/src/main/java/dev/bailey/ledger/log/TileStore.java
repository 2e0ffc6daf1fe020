package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tiles and bundles; full ones, which never change, are kept in memory for a while. */
final class TileStore {
  /** Bytes of one hash in a tile. */
  static final int HASH_BYTES = 32;

  /** Full tiles remembered, of 8 KiB each. */
  private static final int REMEMBERED_TILES = 256;

  /** Full bundles remembered, of 16 MiB at the very most and far less in practice. */
  private static final int REMEMBERED_BUNDLES = 8;

  private final Path folder;
  private final Map<String, byte[]> tiles = remembering(REMEMBERED_TILES);
  private final Map<String, List<byte[]>> bundles = remembering(REMEMBERED_BUNDLES);

  TileStore(Path folder) {
    this.folder = folder;
  }

  /** The subtrees of the tree of this size. */
  Merkle.Nodes nodes(long size) {
    return (level, index) -> node(level, index, size);
  }

  /** Hashes in the tile that holds the end of a row of that many. */
  static int width(long count, long number) {
    return (int) Math.min(TilePath.WIDTH, count - number * TilePath.WIDTH);
  }

  List<Digest> hashes(int level, long number, int width) throws IOException {
    byte[] bytes = tile(level, number, width);
    List<Digest> hashes = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      hashes.add(hash(bytes, i));
    }
    return hashes;
  }

  /**
   * The entries of a bundle.
   *
   * @throws NoSuchFileException if there is none, perhaps because the log just grew
   */
  List<byte[]> entries(long number, int width) throws IOException {
    String path = TilePath.entries(number, width);
    synchronized (bundles) {
      List<byte[]> known = bundles.get(path);
      if (known != null) {
        return known;
      }
    }
    List<byte[]> entries =
        Bundle.decode(ByteBuffer.wrap(Disk.readPresent(folder.resolve(path))), width)
            .orElseThrow(() -> damaged(path));
    if (width == TilePath.WIDTH) {
      synchronized (bundles) {
        bundles.put(path, entries);
      }
    }
    return entries;
  }

  private Digest node(int level, long index, long size) {
    int tileLevel = level / 8;
    long first = index << (level % 8);
    int length = 1 << (level % 8);
    long number = first / TilePath.WIDTH;
    int from = (int) (first % TilePath.WIDTH);
    try {
      byte[] bytes = tile(tileLevel, number, width(size >> (8 * tileLevel), number));
      List<Digest> hashes = new ArrayList<>(length);
      for (int i = from; i < from + length; i++) {
        hashes.add(hash(bytes, i));
      }
      return Merkle.perfect(hashes);
    } catch (IOException unreadable) {
      throw new LedgerException(
          LedgerException.Code.IO, "cannot read a tile of the log", unreadable);
    }
  }

  private byte[] tile(int level, long number, int width) throws IOException {
    String path = TilePath.tile(level, number, width);
    synchronized (tiles) {
      byte[] known = tiles.get(path);
      if (known != null) {
        return known;
      }
    }
    byte[] bytes = Disk.readPresent(folder.resolve(path));
    if (bytes.length != width * HASH_BYTES) {
      throw damaged(path);
    }
    if (width == TilePath.WIDTH) {
      synchronized (tiles) {
        tiles.put(path, bytes);
      }
    }
    return bytes;
  }

  private static Digest hash(byte[] tile, int i) {
    return Digest.ofRaw(Arrays.copyOfRange(tile, i * HASH_BYTES, (i + 1) * HASH_BYTES));
  }

  private static LedgerException damaged(String path) {
    return new LedgerException(LedgerException.Code.DAMAGED, "damaged: " + path);
  }

  private static <V> Map<String, V> remembering(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
