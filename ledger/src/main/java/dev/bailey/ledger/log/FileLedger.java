package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The ledger of one node in one folder, open in one process at a time.
 *
 * <p>An event is on disk when {@link #append} returns it. The Merkle tree and its checkpoint follow
 * within {@link #INTEGRATE_EVERY}, at {@link #checkpoint} and at {@link #close}. When the disk
 * fails once, every later append is {@code Unavailable} until the ledger is opened again.
 *
 * <p>All methods may be called by any thread.
 */
public final class FileLedger implements Ledger {
  /**
   * Longest time between an event's flush and a checkpoint that covers it, if the disk keeps up.
   */
  public static final Duration INTEGRATE_EVERY = Duration.ofSeconds(1);

  private final FolderLock folderLock;
  private final Layout layout;
  private final NodeKey key;
  private final Pages pages;
  private final SubjectIndex index;
  private final Journal journal;
  private final Appender appender;
  private final Integration integration;
  private final Thread appending;

  private FileLedger(
      FolderLock folderLock,
      Layout layout,
      NodeKey key,
      Clock clock,
      Integrator.Parts parts,
      Chains live,
      Integrator integrator,
      Duration every) {
    this.folderLock = folderLock;
    this.layout = layout;
    this.key = key;
    this.pages = parts.pages();
    this.index = parts.index();
    this.journal = parts.journal();
    this.integration = new Integration(integrator, every);
    this.appender = new Appender(parts, live, clock, integration::runQuietly);
    this.appending = Thread.ofPlatform().daemon().name("ledger-append").unstarted(appender);
  }

  /**
   * What the owner remembers of the ledger from elsewhere, for instance from a database.
   *
   * @param size number of events that were on disk
   * @param last digest of the last of these, {@link Digest#NONE} if not known
   */
  public record Known(long size, Digest last) {
    /** Nothing is remembered. */
    public static final Known NOTHING = new Known(0, Digest.NONE);
  }

  /** What opening brought. */
  public sealed interface Opening {
    /** The ledger is whole and takes events. */
    record Opened(FileLedger ledger) implements Opening {}

    /**
     * What is on disk is not what this node wrote.
     *
     * @param index the first event in doubt, as near as can be told
     */
    record Damaged(String reason, long index) implements Opening {}
  }

  /** Opens or makes the ledger in this folder, with nothing remembered from elsewhere. */
  public static Opening open(Path folder, NodeKey key, Clock clock) {
    return open(folder, key, clock, Known.NOTHING);
  }

  /**
   * Opens or makes the ledger in this folder.
   *
   * @throws LedgerException if it is in use, or files cannot be read or written
   */
  public static Opening open(Path folder, NodeKey key, Clock clock, Known known) {
    return open(folder, key, clock, known, JournalIo.REAL, INTEGRATE_EVERY);
  }

  static Opening open(
      Path folder, NodeKey key, Clock clock, Known known, JournalIo io, Duration every) {
    Layout layout = new Layout(folder);
    FolderLock lock = FolderLock.take(layout.lock());
    boolean opened = false;
    try {
      Opening opening =
          switch (Recovery.run(layout, key, known)) {
            case Recovery.Found.Unsound bad -> new Opening.Damaged(bad.reason(), bad.index());
            case Recovery.Found.Sound sound ->
                new Opening.Opened(start(lock, layout, key, clock, sound, io, every));
          };
      opened = opening instanceof Opening.Opened;
      return opening;
    } catch (IOException failed) {
      throw new LedgerException(
          LedgerException.Code.IO, "cannot open the ledger in " + folder, failed);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static FileLedger start(
      FolderLock lock,
      Layout layout,
      NodeKey key,
      Clock clock,
      Recovery.Found.Sound found,
      JournalIo io,
      Duration every)
      throws IOException {
    Journal journal = Journal.resume(layout.journal(), io, found.scan());
    Pages pages =
        new Pages(found.store(), found.index(), found.settled().copy(), found.checkpoint().size());
    pages.add(found.fresh());
    Integrator.Parts parts = new Integrator.Parts(pages, journal, found.tiles(), found.index());
    Integrator integrator =
        new Integrator(
            layout, key, parts, found.settled(), found.live(), found.headsAt(), found.note());
    try {
      integrator.integrate();
    } catch (IOException failed) {
      journal.close();
      found.index().close();
      throw failed;
    }
    FileLedger ledger =
        new FileLedger(lock, layout, key, clock, parts, found.live(), integrator, every);
    ledger.integration.start(ledger.appender);
    ledger.appending.start();
    return ledger;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A body that is too large, nested deeper than {@link Event#MAX_BODY_DEPTH} or without a
   * canonical form, an event for a closed attempt, and a closing event whose {@code count} and
   * {@code head} are not those of the history are {@code Unavailable} too; they do no harm to later
   * appends.
   */
  @Override
  public Appended append(EventType type, Subject subject, long epoch, Json.Obj body) {
    Optional<String> objection = EventFrame.objection(body);
    if (objection.isPresent()) {
      return new Appended.Unavailable(objection.get());
    }
    byte[] canonical;
    try {
      Json.object().put("epoch", epoch).put("job", subject.job()).build().canonical();
      canonical = body.canonical();
    } catch (IllegalArgumentException noForm) {
      return new Appended.Unavailable("event cannot be recorded: " + noForm.getMessage());
    }
    if (canonical.length > Event.MAX_BYTES) {
      return new Appended.Unavailable(EventFrame.tooLarge(canonical.length));
    }
    return appender.append(
        new Appender.Request(type, subject, epoch, body, canonical, new CompletableFuture<>()));
  }

  @Override
  public long size() {
    return pages.size();
  }

  @Override
  public void read(long fromIndex, Consumer<Entry> reader) {
    long end = size();
    long at = fromIndex;
    while (at < end) {
      for (byte[] entry : pages.entries(at, end)) {
        reader.accept(new Entry(at, event(at, entry)));
        at++;
      }
    }
  }

  /**
   * One event.
   *
   * @throws IllegalArgumentException if there is no such event
   */
  public Entry entry(long at) {
    return new Entry(at, event(at, pages.entries(at, at + 1).getFirst()));
  }

  @Override
  public List<Entry> history(Subject subject) {
    long at = pages.lastIndex(subject);
    List<Entry> events = new ArrayList<>();
    Optional<Event> later = Optional.empty();
    while (at >= 0) {
      Entry entry = entry(at);
      if (!entry.event().subject().equals(subject)
          || later.filter(l -> !l.prev().equals(entry.event().digest())).isPresent()) {
        throw notWhole(subject);
      }
      events.add(entry);
      later = Optional.of(entry.event());
      long before = pages.previous(at);
      if (before >= at) {
        throw notWhole(subject);
      }
      at = before;
    }
    if (later.filter(l -> l.seq() != 0).isPresent()) {
      throw notWhole(subject);
    }
    Collections.reverse(events);
    return events;
  }

  /**
   * The signed checkpoint of all events that are on disk now.
   *
   * @throws LedgerException if the disk failed
   */
  public String checkpoint() {
    integration.run();
    return integration.checkpoint();
  }

  /**
   * RFC 6962 inclusion path of an event in the tree of that size, nearest node first.
   *
   * @param treeSize at most the size of the latest checkpoint
   */
  public List<Digest> proof(long at, long treeSize) {
    requireTree(treeSize);
    return Merkle.inclusion(pages.nodes(), at, treeSize);
  }

  /** RFC 6962 consistency proof between the trees of two sizes, the second within a checkpoint. */
  public List<Digest> consistency(long firstSize, long secondSize) {
    requireTree(secondSize);
    return Merkle.consistency(pages.nodes(), firstSize, secondSize);
  }

  /**
   * Reads everything again and says what does not fit.
   *
   * @param older a checkpoint of this ledger that somebody kept, to be found unchanged within it
   */
  public FsckReport fsck(Optional<String> older) {
    checkpoint();
    return Fsck.run(layout.folder(), key.verifier(), older);
  }

  /** Why appends are refused, if the disk has failed. */
  public Optional<String> unavailable() {
    return appender.refusal();
  }

  @Override
  public void close() {
    appender.stop();
    join();
    integration.close(appender.refusal().isEmpty());
    try {
      index.close();
      journal.close();
    } catch (IOException failed) {
      throw new LedgerException(LedgerException.Code.IO, "cannot close the ledger", failed);
    } finally {
      folderLock.close();
    }
  }

  private void join() {
    boolean interrupted = false;
    while (appending.isAlive()) {
      try {
        appending.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireTree(long treeSize) {
    if (treeSize > pages.integrated()) {
      throw new IllegalArgumentException("no checkpoint has " + treeSize + " events yet");
    }
  }

  private static Event event(long at, byte[] entry) {
    return Event.parse(entry)
        .orElseThrow(
            () -> new LedgerException(LedgerException.Code.DAMAGED, "entry " + at + " is damaged"));
  }

  private static LedgerException notWhole(Subject subject) {
    return new LedgerException(
        LedgerException.Code.DAMAGED, "the history of " + subject + " does not hold together");
  }
}
