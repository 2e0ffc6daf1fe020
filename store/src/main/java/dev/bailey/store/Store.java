package dev.bailey.store;

import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/**
 * The projection of the ledger on one SQLite file. Safe for several threads; one connection, used
 * by one of them at a time.
 */
public final class Store implements AutoCloseable {
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private Handle db;
  private long applied;

  private Store(Path file, Handle db) {
    this.file = file;
    this.db = db;
    this.applied = progress();
  }

  /**
   * Opens or creates the database. A file of another schema or a damaged one is replaced by an
   * empty one, which {@link #catchUp} fills.
   *
   * @throws StoreException if the file system does not let it
   */
  public static Store open(Path dbFile) {
    return new Store(dbFile, Database.open(dbFile));
  }

  /** Number of events of the ledger that are folded in: the index of the next one. */
  public long caughtUpTo() {
    return locked(() -> applied);
  }

  /**
   * Folds one event in, in one transaction that also moves {@link #caughtUpTo}. An event that is
   * already folded in changes nothing.
   *
   * @throws StoreException with {@code GAP} if an earlier event is missing
   */
  public void apply(Ledger.Entry entry) {
    locked(() -> {
      if (entry.index() < applied) {
        return applied;
      }
      if (entry.index() > applied) {
        throw new StoreException(
            StoreException.Code.GAP,
            "event " + entry.index() + " came while " + applied + " is missing");
      }
      db.useTransaction(h -> Fold.apply(h, entry));
      applied = entry.index() + 1;
      return applied;
    });
  }

  /**
   * Folds in what the ledger has and the database has not. A database that does not continue this
   * ledger (its last event is another one, or the ledger is shorter) is folded anew from the first
   * event.
   */
  public void catchUp(Ledger ledger) {
    locked(() -> {
      if (!continues(ledger)) {
        rebuild();
      }
      fold(ledger);
      return applied;
    });
  }

  /** One transaction for all that is missing: at start there may be a million events. */
  private void fold(Ledger ledger) {
    long before = applied;
    try {
      db.useTransaction(h ->
          ledger.read(
              before,
              entry -> {
                Fold.apply(h, entry);
                applied = entry.index() + 1;
              }));
    } catch (RuntimeException failed) {
      applied = before;
      throw failed;
    }
  }

  private boolean continues(Ledger ledger) {
    if (applied == 0) {
      return true;
    }
    if (applied > ledger.size()) {
      return false;
    }
    String head = db.createQuery("SELECT head FROM progress").mapTo(String.class).one();
    AtomicReference<String> found = new AtomicReference<>("");
    ledger.read(
        applied - 1,
        entry -> {
          if (entry.index() == applied - 1) {
            found.set(entry.event().digest().hex());
          }
        });
    return head.equals(found.get());
  }

  private void rebuild() {
    db.close();
    try {
      Database.drop(file);
    } catch (IOException stuck) {
      throw new StoreException(StoreException.Code.UNAVAILABLE, "cannot replace " + file, stuck);
    }
    db = Database.open(file);
    applied = 0;
  }

  /** All jobs that were not removed, in order of submission. */
  public List<JobRow> jobs() {
    return list("SELECT * FROM job WHERE state <> '' AND removed = 0 ORDER BY first", Rows::job);
  }

  /** The job with that identity, unless it was removed. */
  public Optional<JobRow> job(String id) {
    return list(
            "SELECT * FROM job WHERE id = :id AND state <> '' AND removed = 0",
            Map.of("id", id),
            Rows::job)
        .stream()
        .findFirst();
  }

  /** The plan of a job that was accepted, also before its first state is recorded. */
  public Optional<Json.Obj> plan(String id) {
    return object("SELECT plan FROM job WHERE id = :id AND plan <> '{}' AND removed = 0", id);
  }

  /** The specification of a job that was accepted; empty if there is none. */
  public Json.Obj spec(String id) {
    return object("SELECT spec FROM job WHERE id = :id AND removed = 0", id).orElse(Json.Obj.EMPTY);
  }

  private Optional<Json.Obj> object(String sql, String id) {
    return list(sql, Map.of("id", id), row -> Rows.object(row.getString(1))).stream().findFirst();
  }

  /** The job that was submitted with that key, unless it was removed. */
  public Optional<JobRow> jobOfRequest(String key) {
    return list(
            "SELECT * FROM job WHERE request_key = :key AND state <> '' AND removed = 0",
            Map.of("key", key),
            Rows::job)
        .stream()
        .findFirst();
  }

  /** Whether this identity was ever given to a job, removed ones included. */
  public boolean taken(String id) {
    return !list("SELECT id FROM job WHERE id = :id", Map.of("id", id), r -> r.getString(1))
        .isEmpty();
  }

  /** One attempt. */
  public Optional<AttemptRow> attempt(String job, int attempt) {
    return list(
            "SELECT * FROM attempt WHERE job = :job AND attempt = :attempt",
            Map.of("job", job, "attempt", attempt),
            Rows::attempt)
        .stream()
        .findFirst();
  }

  /** Attempts that are not closed, in the order in which they began. */
  public List<AttemptRow> openAttempts() {
    return list("SELECT * FROM attempt WHERE closed = 0 ORDER BY first", Rows::attempt);
  }

  /** An attempt's timeline, in order. */
  public List<Step> steps(String job, int attempt) {
    return list(
        "SELECT * FROM step WHERE job = :job AND attempt = :attempt ORDER BY seq",
        Map.of("job", job, "attempt", attempt),
        Rows::step);
  }

  /** What an attempt stored, by name. */
  public List<OutputRow> outputs(String job, int attempt) {
    return list(
        "SELECT * FROM output WHERE job = :job AND attempt = :attempt ORDER BY name",
        Map.of("job", job, "attempt", attempt),
        Rows::output);
  }

  /** Who asked to break the glass for a job, in order. */
  public List<GlassRow> glass(String job) {
    return list(
        "SELECT * FROM glass WHERE job = :job ORDER BY idx", Map.of("job", job), Rows::glass);
  }

  /** Effects that were allowed and have no outcome, of all subjects. */
  public List<OpenPermit> openPermits() {
    return list("SELECT * FROM permit ORDER BY job, attempt, decision", Rows::permit);
  }

  /** Digests of all outputs that jobs still refer to. */
  public List<OutputRow> allOutputs() {
    return list("SELECT * FROM output ORDER BY job, attempt, name", Rows::output);
  }

  @Override
  public void close() {
    locked(() -> {
      db.close();
      return true;
    });
  }

  private long progress() {
    return locked(() -> db.createQuery("SELECT applied FROM progress").mapTo(Long.class).one());
  }

  /** Reads one row. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(String sql, Reader<T> reader) {
    return list(sql, Map.of(), reader);
  }

  private <T> List<T> list(String sql, Map<String, Object> values, Reader<T> reader) {
    return locked(() -> {
      try (Query query = db.createQuery(sql)) {
        return query.bindMap(values).map((row, context) -> reader.read(row)).list();
      }
    });
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } catch (JdbiException failed) {
      throw new StoreException(StoreException.Code.FAILED, "the database failed", failed);
    } finally {
      lock.unlock();
    }
  }
}
