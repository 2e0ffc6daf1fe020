package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Grows the tiles and entry bundles. A tile is written under a name that no checkpoint refers to
 * yet, so a crash at any point leaves the last checkpoint's tree whole.
 *
 * <p>Of a tile that is not full only the version of the latest checkpoint is kept.
 */
final class TileWriter {
  private final Path folder;
  private final TileRows rows;
  private final List<byte[]> bundle;
  private final Set<Path> touched = new LinkedHashSet<>();
  private final Set<Path> fullNow = new LinkedHashSet<>();

  private TileWriter(Path folder, TileStore tiles, long size) throws IOException {
    this.folder = folder;
    this.rows = TileRows.load(tiles, size, this::writeFull);
    int width = (int) (size % TilePath.WIDTH);
    this.bundle =
        width == 0
            ? new ArrayList<>()
            : new ArrayList<>(tiles.entries(size / TilePath.WIDTH, width));
  }

  /** Continues the tree of this size. */
  static TileWriter load(Path folder, TileStore tiles, long size) throws IOException {
    return new TileWriter(folder, tiles, size);
  }

  long size() {
    return rows.size();
  }

  Digest root() {
    return rows.root();
  }

  /** Whether the entries of the bundle that is not full are those whose hashes the tree has. */
  boolean bundleAgrees() {
    List<Digest> leaves = bundle.stream().map(Merkle::leaf).toList();
    return leaves.isEmpty() || leaves.equals(rows.partial(0));
  }

  void add(byte[] entry) throws IOException {
    bundle.add(entry);
    rows.add(Merkle.leaf(entry));
    if (bundle.size() == TilePath.WIDTH) {
      String path = TilePath.entries(rows.size() / TilePath.WIDTH - 1, TilePath.WIDTH);
      write(path, Bundle.encode(bundle));
      fullNow.add(folder.resolve(TilePath.partialsOf(path)));
      bundle.clear();
    }
  }

  /** Puts everything added so far on disk. */
  void flush() throws IOException {
    if (!bundle.isEmpty()) {
      write(TilePath.entries(rows.number(0), bundle.size()), Bundle.encode(bundle));
    }
    for (int level = 0; level < rows.levels(); level++) {
      List<Digest> hashes = rows.partial(level);
      String path = hashes.isEmpty() ? "" : TilePath.tile(level, rows.number(level), hashes.size());
      if (!hashes.isEmpty() && !Files.exists(folder.resolve(path))) {
        write(path, bytes(hashes));
      }
    }
    for (Path each : touched) {
      Disk.syncFolder(each);
    }
    touched.clear();
  }

  /** Removes what only checkpoints before the present one needed. */
  void sweep() throws IOException {
    for (Path partials : fullNow) {
      removePartials(partials, "");
    }
    fullNow.clear();
    for (int level = 0; level < rows.levels(); level++) {
      List<Digest> hashes = rows.partial(level);
      if (!hashes.isEmpty()) {
        keepOnly(TilePath.tile(level, rows.number(level), hashes.size()));
      }
    }
    if (!bundle.isEmpty()) {
      keepOnly(TilePath.entries(rows.number(0), bundle.size()));
    }
  }

  /** Removes, after a crash, what the checkpoint of the present size does not refer to. */
  void discardUnreferenced() throws IOException {
    sweep();
    for (int level = 0; level <= rows.levels(); level++) {
      long next = level < rows.levels() ? rows.number(level) : 0;
      boolean none = level == rows.levels() || rows.partial(level).isEmpty();
      if (none) {
        String path = TilePath.tile(level, next, TilePath.WIDTH);
        removePartials(folder.resolve(TilePath.partialsOf(path)), "");
      }
      if (next > 0) {
        String before = TilePath.tile(level, next - 1, TilePath.WIDTH);
        removePartials(folder.resolve(TilePath.partialsOf(before)), "");
      }
    }
    long number = rows.size() / TilePath.WIDTH;
    if (bundle.isEmpty()) {
      removeBundlePartials(number);
    }
    if (number > 0) {
      removeBundlePartials(number - 1);
    }
  }

  private void removeBundlePartials(long number) throws IOException {
    String path = TilePath.entries(number, TilePath.WIDTH);
    removePartials(folder.resolve(TilePath.partialsOf(path)), "");
  }

  private void keepOnly(String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    removePartials(folder.resolve(TilePath.partialsOf(path)), name);
  }

  private static void removePartials(Path partials, String kept) throws IOException {
    if (!Files.isDirectory(partials)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
      for (Path file : files) {
        if (!file.getFileName().toString().equals(kept)) {
          Files.delete(file);
        }
      }
    }
    if (kept.isEmpty()) {
      Files.delete(partials);
    }
  }

  private void writeFull(int level, long number, List<Digest> hashes) throws IOException {
    String path = TilePath.tile(level, number, TilePath.WIDTH);
    write(path, bytes(hashes));
    fullNow.add(folder.resolve(TilePath.partialsOf(path)));
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Path parent = file.resolveSibling("").normalize();
    for (Path up = parent; !Files.isDirectory(up); up = up.resolveSibling("").normalize()) {
      touched.add(up.resolveSibling("").normalize());
    }
    Files.createDirectories(parent);
    touched.add(parent);
    Disk.write(file, bytes);
  }

  private static byte[] bytes(List<Digest> hashes) {
    ByteBuffer out = ByteBuffer.allocate(hashes.size() * TileStore.HASH_BYTES);
    hashes.forEach(h -> out.put(h.raw()));
    return out.array();
  }
}
