package dev.bailey.worker.image;

import dev.bailey.sys.Beneath;
import dev.bailey.sys.FileFacts;
import dev.bailey.sys.FileType;
import dev.bailey.sys.Inodes;
import dev.bailey.sys.Listing;
import dev.bailey.sys.Pinned;
import dev.bailey.sys.Refused;
import dev.bailey.worker.image.LayerEntry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares a layer directory, file by file, with what the layer's archive recorded. */
final class LayerComparison {
  /** Most files of a layer. */
  static final int MAX_ENTRIES = 4_000_000;

  /** Deepest nesting of a layer; the kernel allows 2048 levels in one path. */
  static final int MAX_DEPTH = 2048;

  /** Differences that are named; more are not looked for. */
  static final int MAX_DIFFERENCES = 20;

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** Set by the security module of the host, not by the image. */
  private static final String SELINUX = "security.selinux";

  /** Mode of a layer's root directory in containers/storage. */
  private static final int STORE_ROOT_MODE = 0555;

  private final Path directory;
  private final Map<String, LayerEntry> expected = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private final Map<String, FileFacts> seen = new HashMap<>();

  private LayerComparison(Path directory) {
    this.directory = directory;
  }

  /** What differs, in order of path; empty if nothing does. */
  static List<String> differences(Path directory, List<LayerEntry> archive) {
    LayerComparison it = new LayerComparison(directory);
    it.expect(archive);
    it.look();
    return List.copyOf(it.differences);
  }

  private void expect(List<LayerEntry> archive) {
    for (LayerEntry entry : archive) {
      if (entry.name().equals(OPAQUE)) {
        markOpaque(entry.parent());
      } else if (entry.name().startsWith(WHITEOUT)) {
        String hidden = entry.name().substring(WHITEOUT.length());
        String path = entry.parent().equals(".") ? hidden : entry.parent() + "/" + hidden;
        expected.put(path, device(path));
      } else {
        expected.put(entry.path(), entry);
      }
    }
    for (LayerEntry entry : List.copyOf(expected.values())) {
      names.merge(source(entry).path(), 1, Integer::sum);
    }
  }

  /** Overlay hides a lower file by a character device 0:0. */
  private static LayerEntry device(String path) {
    return new LayerEntry(path, Kind.CHARACTER_DEVICE, 0, 0, 0, 0, "", 0, new TreeMap<>());
  }

  /** Overlay hides a lower directory's content by an attribute of the upper one. */
  private void markOpaque(String path) {
    expected.computeIfPresent(
        path,
        (p, entry) -> {
          SortedMap<String, String> more = new TreeMap<>(entry.attributes());
          more.put("trusted.overlay.opaque", "79");
          return new LayerEntry(
              p, entry.kind(), entry.mode(), entry.uid(), entry.gid(), 0, "", 0, more);
        });
  }

  /** The entry that holds the inode of a hard link; the entry itself otherwise. */
  private LayerEntry source(LayerEntry entry) {
    LayerEntry at = entry;
    for (int hops = 0; at.kind() == Kind.HARD_LINK && hops < 16; hops++) {
      at = expected.getOrDefault(at.link(), at);
    }
    return at;
  }

  private void look() {
    try (Beneath layer = Beneath.of(directory)) {
      switch (layer.walk(".", MAX_ENTRIES, MAX_DEPTH)) {
        case Refused refused ->
            differences.add(refused.path() + ": cannot be listed: " + refused.kind());
        case Listing.Entries(List<Listing.Entry> entries) -> compare(entries);
      }
    }
    if (Pinned.open(directory) instanceof Pinned root) {
      try (root) {
        if (expected.containsKey(".")) {
          root(expected.get("."), root.facts());
        }
      }
    }
  }

  /** Podman's store gives the root of every layer a mode of its own. */
  private void root(LayerEntry recorded, FileFacts facts) {
    boolean stores = facts.mode() == STORE_ROOT_MODE;
    LayerEntry want =
        stores
            ? new LayerEntry(
                ".",
                recorded.kind(),
                STORE_ROOT_MODE,
                recorded.uid(),
                recorded.gid(),
                0,
                "",
                0,
                recorded.attributes())
            : recorded;
    compare(want, ".", facts);
  }

  private void compare(List<Listing.Entry> entries) {
    entries.forEach(e -> seen.put(e.path(), e.facts()));
    for (Listing.Entry found : entries) {
      if (differences.size() >= MAX_DIFFERENCES) {
        return;
      }
      LayerEntry recorded = expected.get(found.path());
      if (recorded != null) {
        compare(recorded, found.path(), found.facts());
      } else if (!impliedParent(found)) {
        differences.add(found.path() + ": is not in the image");
      }
    }
    expected.keySet().stream()
        .filter(path -> !path.equals(".") && !seen.containsKey(path))
        .sorted()
        .limit(MAX_DIFFERENCES - differences.size())
        .forEach(path -> differences.add(path + ": is missing"));
  }

  /** A directory that the archive does not name but that holds something it names. */
  private boolean impliedParent(Listing.Entry found) {
    FileFacts facts = found.facts();
    return facts.type() == FileType.DIRECTORY
        && facts.mode() == 0755
        && facts.uid() == 0
        && facts.gid() == 0
        && expected.keySet().stream().anyMatch(path -> path.startsWith(found.path() + "/"))
        && attributes(found.path()).isEmpty();
  }

  private void compare(LayerEntry recorded, String path, FileFacts facts) {
    LayerEntry want = source(recorded);
    if (!type(want.kind()).equals(facts.type())) {
      differences.add(path + ": is a " + facts.type() + ", not a " + want.kind());
      return;
    }
    boolean link = want.kind() == Kind.SYMBOLIC_LINK;
    differs(path, "mode", link ? 0 : want.mode(), link ? 0 : facts.mode(), 8);
    differs(path, "owner", want.uid(), Integer.toUnsignedLong(facts.uid()), 10);
    differs(path, "group", want.gid(), Integer.toUnsignedLong(facts.gid()), 10);
    switch (want.kind()) {
      case FILE -> file(want, recorded, path, facts);
      case SYMBOLIC_LINK -> {
        if (!Inodes.linkTarget(absolute(path)).equals(want.link())) {
          differences.add(path + ": points to another place");
        }
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          differs(path, "device", want.device(), Inodes.deviceNumber(absolute(path)), 16);
      case DIRECTORY, FIFO, HARD_LINK -> {}
    }
    if (!attributes(path).equals(want.attributes())) {
      differences.add(path + ": has other attributes or capabilities");
    }
  }

  private void file(LayerEntry want, LayerEntry recorded, String path, FileFacts facts) {
    differs(path, "size", want.size(), facts.size(), 10);
    differs(path, "number of names", names.getOrDefault(want.path(), 1), facts.links(), 10);
    FileFacts first = seen.get(want.path());
    if (recorded.kind() == Kind.HARD_LINK && (first == null || !first.sameFile(facts))) {
      differences.add(path + ": is no longer the same file as " + want.path());
    }
  }

  private void differs(String path, String what, long want, long found, int radix) {
    if (want != found) {
      differences.add(
          path
              + ": "
              + what
              + " "
              + Long.toString(found, radix)
              + ", recorded "
              + Long.toString(want, radix));
    }
  }

  private SortedMap<String, String> attributes(String path) {
    SortedMap<String, String> out = Inodes.attributes(absolute(path));
    out.remove(SELINUX);
    return out;
  }

  private String absolute(String path) {
    return path.equals(".") ? directory.toString() : directory + "/" + path;
  }

  private static FileType type(Kind kind) {
    return switch (kind) {
      case FILE, HARD_LINK -> FileType.REGULAR;
      case SYMBOLIC_LINK -> FileType.SYMLINK;
      case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
      case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
      case DIRECTORY -> FileType.DIRECTORY;
      case FIFO -> FileType.FIFO;
    };
  }
}
