package dev.bailey.job.snapshot;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.scan.path.RelativePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is in a directory, in the form that is hashed ({@code docs/evidence.md}, section 6).
 *
 * @param entries sorted by path in UTF-16 code units
 */
public record Listing(List<Listing.Entry> entries) {
  /** Most bytes of the form that is read back. */
  public static final int MAX_BYTES = 128 << 20;

  /** One thing in a directory. */
  public sealed interface Entry {
    /** Path relative to the directory. */
    RelativePath path();

    /** A file; of its mode only the owner's execute bit counts. */
    record File(RelativePath path, boolean executable, long size, Digest digest) implements Entry {}

    /** A directory below it, maybe empty. */
    record Directory(RelativePath path) implements Entry {}
  }

  public Listing {
    entries = List.copyOf(entries);
  }

  /** The form that is hashed. */
  public Json.Arr json() {
    return Json.array(entries.stream().map(Listing::json).toList());
  }

  /** The digest of the directory. */
  public Digest digest() {
    return Digest.of(json());
  }

  /**
   * Reads the form back. Empty unless the bytes are exactly what {@link #json} gives for a tree:
   * sorted, without twins, each parent there as a directory.
   */
  static Optional<Listing> read(byte[] canonical) {
    if (!(JsonReader.read(canonical) instanceof JsonReader.Result.Value(Json.Arr array))) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> twins = new HashSet<>();
    Set<String> directories = new HashSet<>(Set.of(""));
    String previous = "";
    for (Json item : array.items()) {
      Optional<Entry> entry = item instanceof Json.Obj object ? entry(object) : Optional.empty();
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      RelativePath path = entry.get().path();
      if (path.text().compareTo(previous) <= 0
          || !twins.add(path.twinKey())
          || !directories.contains(parent(path.text()))) {
        return Optional.empty();
      }
      if (entry.get() instanceof Entry.Directory) {
        directories.add(path.text());
      }
      previous = path.text();
      entries.add(entry.get());
    }
    Listing listing = new Listing(entries);
    return Arrays.equals(listing.json().canonical(), canonical)
        ? Optional.of(listing)
        : Optional.empty();
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static Json.Obj json(Entry entry) {
    return switch (entry) {
      case Entry.File file ->
          Json.object()
              .put("path", file.path().text())
              .put("type", "file")
              .put("mode", file.executable() ? "755" : "644")
              .put("size", file.size())
              .put("sha256", file.digest().hex())
              .build();
      case Entry.Directory directory ->
          Json.object().put("path", directory.path().text()).put("type", "directory").build();
    };
  }

  private static Optional<Entry> entry(Json.Obj object) {
    if (!(RelativePath.parseInTree(object.text("path").orElse(""))
        instanceof RelativePath.Result.Ok(RelativePath path))) {
      return Optional.empty();
    }
    if (object.text("type").orElse("").equals("directory")) {
      return Optional.of(new Entry.Directory(path));
    }
    boolean executable = object.text("mode").orElse("").equals("755");
    long size = object.whole("size").orElse(-1L);
    return size < 0
        ? Optional.empty()
        : object
            .text("sha256")
            .flatMap(Digest::parse)
            .map(digest -> new Entry.File(path, executable, size, digest));
  }
}
