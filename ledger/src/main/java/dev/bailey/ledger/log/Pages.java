package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.Subject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All durable entries, wherever they are: those in the tree are read from bundles, later ones are
 * kept in memory until the integrator has put them there.
 */
final class Pages {
  /**
   * An entry that is in the journal and not yet in the tree.
   *
   * @param previous index of the subject's event before it, or {@link Chains#NOWHERE}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are not changed.
  record Fresh(long index, byte[] entry, Event event, Digest digest, long previous) {}

  private final TileStore tiles;
  private final SubjectIndex index;
  private final Chains seen;
  private final List<Fresh> fresh = new ArrayList<>();
  private long freshBytes;
  private long integrated;

  /**
   * @param seen chains at the end of what is durable; the appender's own run ahead of it
   */
  Pages(TileStore tiles, SubjectIndex index, Chains seen, long integrated) {
    this.tiles = tiles;
    this.index = index;
    this.seen = seen;
    this.integrated = integrated;
  }

  synchronized long size() {
    return integrated + fresh.size();
  }

  synchronized long integrated() {
    return integrated;
  }

  /** Bytes that wait in memory. */
  synchronized long freshBytes() {
    return freshBytes;
  }

  synchronized void add(List<Fresh> more) {
    fresh.addAll(more);
    for (Fresh each : more) {
      freshBytes += each.entry().length;
      seen.advance(each.index(), each.event(), each.digest());
    }
  }

  /** Index of the last durable event of a subject, or {@link Chains#NOWHERE}. */
  long lastIndex(Subject subject) {
    synchronized (this) {
      Optional<Chains.Head> head = seen.head(subject).or(() -> seen.closed(subject));
      if (head.isPresent()) {
        return head.get().lastIndex();
      }
    }
    return index.closed(subject).orElse(Chains.NOWHERE);
  }

  synchronized List<Fresh> fresh() {
    return List.copyOf(fresh);
  }

  /**
   * The tree now has this size; what it holds need not be remembered. An attempt may have been
   * closed since, by an event that the tree does not hold yet: that one is.
   */
  synchronized void publish(long size) {
    List<Fresh> done = fresh.subList(0, (int) (size - integrated));
    for (Fresh each : done) {
      freshBytes -= each.entry().length;
      if (each.event().type() == EventType.ATTEMPT_CLOSED) {
        seen.forget(each.event().subject());
      }
    }
    done.clear();
    integrated = size;
  }

  /**
   * Some consecutive entries: at least the first asked for, at most to the end of its bundle.
   *
   * @throws IllegalArgumentException if there is no such entry
   */
  List<byte[]> entries(long from, long to) {
    while (true) {
      long tree;
      synchronized (this) {
        tree = integrated;
        if (from < 0 || from >= size()) {
          throw new IllegalArgumentException("the log has no entry " + from);
        }
        if (from >= tree) {
          int end = (int) (Math.min(to, size()) - tree);
          return fresh.subList((int) (from - tree), end).stream().map(Fresh::entry).toList();
        }
      }
      try {
        return ofBundle(from, Math.min(to, tree), tree);
      } catch (NoSuchFileException replaced) {
        failUnlessGrown(tree, replaced);
      } catch (IOException unreadable) {
        throw new LedgerException(LedgerException.Code.IO, "cannot read entry " + from, unreadable);
      }
    }
  }

  /** Index of the subject's event before the one at this index, or {@link Chains#NOWHERE}. */
  long previous(long at) {
    synchronized (this) {
      if (at >= integrated) {
        return fresh.get((int) (at - integrated)).previous();
      }
    }
    return index.previous(at);
  }

  /** Complete subtrees of the tree, which stay the same while it grows. */
  Merkle.Nodes nodes() {
    return (level, number) -> {
      while (true) {
        long tree = integrated();
        try {
          return tiles.nodes(tree).node(level, number);
        } catch (LedgerException unreadable) {
          if (!(unreadable.getCause() instanceof NoSuchFileException missing)) {
            throw unreadable;
          }
          failUnlessGrown(tree, missing);
        }
      }
    };
  }

  /** A partial bundle or tile is removed once the tree has grown; then the next one is read. */
  private void failUnlessGrown(long tree, NoSuchFileException missing) {
    if (integrated() == tree) {
      throw new LedgerException(
          LedgerException.Code.DAMAGED, "the log lacks " + missing.getMessage(), missing);
    }
  }

  private List<byte[]> ofBundle(long from, long to, long tree) throws IOException {
    long number = from / TilePath.WIDTH;
    List<byte[]> bundle = tiles.entries(number, TileStore.width(tree, number));
    int start = (int) (from % TilePath.WIDTH);
    int end = (int) Math.min(bundle.size(), start + (to - from));
    return bundle.subList(start, end);
  }
}
