package dev.bailey.scan.path;

import dev.bailey.sys.Beneath;
import dev.bailey.sys.FileFacts;
import dev.bailey.sys.FileType;
import dev.bailey.sys.Listing;
import dev.bailey.sys.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files and directories below a directory, found without following a link and judged by name
 * and kind.
 *
 * <p>Refused are links, FIFOs, sockets, devices, names that {@link RelativePath#parseInTree}
 * refuses, names that differ only in case or Unicode normalisation, and what the rules do not
 * allow. Every problem is reported, up to {@link #MAX_PROBLEMS}; a limit ends the scan.
 */
public final class TreeScan {
  /** Most problems reported. */
  public static final int MAX_PROBLEMS = 100;

  /** Says what is left out, with everything below it. */
  @FunctionalInterface
  public interface Ignored {
    /** Whether an entry is left out, before anything else about it is judged. */
    boolean test(String path, boolean directory);
  }

  /**
   * A file or directory.
   *
   * @param path relative to the root of the scan
   * @param facts what it was when it was found
   */
  public record Entry(RelativePath path, FileFacts facts) {
    /** Whether it is a directory; otherwise it is a regular file. */
    public boolean directory() {
      return facts.type() == FileType.DIRECTORY;
    }
  }

  /** What became of a tree. */
  public sealed interface Result {
    /** Everything in it, sorted by path in UTF-16 code units, and the sizes of all files. */
    record Found(List<Entry> entries, long bytes) implements Result {
      public Found {
        entries = List.copyOf(entries);
      }
    }

    /** Why it is not accepted. */
    record NotAccepted(List<Problem> problems) implements Result {
      public NotAccepted {
        problems = List.copyOf(problems);
      }
    }
  }

  private final Beneath root;
  private final TreeRules rules;
  private final Ignored ignored;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> twins = new HashMap<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private long bytes;
  private boolean over;

  private TreeScan(Beneath root, TreeRules rules, Ignored ignored) {
    this.root = root;
    this.rules = rules;
    this.ignored = ignored;
  }

  /**
   * Scans a tree.
   *
   * @param start directory below the root where to begin; {@code "."} is the root itself
   */
  public static Result scan(Beneath root, String start, TreeRules rules, Ignored ignored) {
    TreeScan scan = new TreeScan(root, rules, ignored);
    scan.pending.add(start);
    while (!scan.pending.isEmpty() && !scan.over && scan.problems.size() < MAX_PROBLEMS) {
      scan.directory(scan.pending.remove());
    }
    if (!scan.problems.isEmpty()) {
      return new Result.NotAccepted(scan.problems);
    }
    scan.entries.sort(Comparator.comparing(e -> e.path().text()));
    return new Result.Found(scan.entries, scan.bytes);
  }

  private void directory(String path) {
    switch (root.list(path, rules.entries())) {
      case Refused refused -> problem(refused.path(), Reasons.of(refused.kind()));
      case Listing.Entries listing -> {
        for (Listing.Entry entry : listing.entries()) {
          if (over || problems.size() == MAX_PROBLEMS) {
            return;
          }
          if (!ignored.test(entry.path(), entry.facts().type() == FileType.DIRECTORY)) {
            entry(entry.path(), entry.facts());
          }
        }
      }
    }
  }

  private void entry(String path, FileFacts facts) {
    switch (RelativePath.parseInTree(path)) {
      case RelativePath.Result.Refused refused -> problem(path, refused.reason());
      case RelativePath.Result.Ok ok -> {
        String twin = twins.putIfAbsent(ok.path().twinKey(), path);
        if (twin != null) {
          problem(
              path, "differs only in case or Unicode form from " + new Problem(twin, "").path());
        } else {
          kind(new Entry(ok.path(), facts));
        }
      }
    }
  }

  private void kind(Entry entry) {
    switch (entry.facts().type()) {
      case DIRECTORY -> {
        pending.add(entry.path().text());
        keep(entry);
      }
      case REGULAR -> {
        if (!rules.hardLinks() && entry.facts().links() > 1) {
          problem(entry.path().text(), "has another name (hard link), maybe a foreign file");
        } else {
          bytes += entry.facts().size();
          keep(entry);
        }
      }
      case SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE, UNKNOWN ->
          problem(entry.path().text(), Reasons.of(entry.facts().type()));
    }
  }

  private void keep(Entry entry) {
    if (entries.size() == rules.entries()) {
      over = true;
      problem(entry.path().text(), "the tree has more than " + rules.entries() + " entries");
    } else if (bytes > rules.bytes() || bytes < 0) {
      over = true;
      problem(
          entry.path().text(),
          "the files together have more than " + rules.bytes() + " bytes" + sparse(entry));
    } else {
      entries.add(entry);
    }
  }

  private static String sparse(Entry entry) {
    return entry.facts().blocks() * 512 < entry.facts().size() ? " (this one is sparse)" : "";
  }

  private void problem(String path, String reason) {
    problems.add(new Problem(path, reason));
  }
}
