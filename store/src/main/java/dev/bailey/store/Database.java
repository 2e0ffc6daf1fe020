package dev.bailey.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the database file with one connection.
 *
 * <p>Commits are not flushed one by one ({@code synchronous=NORMAL} with a write-ahead log): the
 * ledger is on disk before an event comes here, so after a power cut the last commits are folded
 * again. The file cannot bring code of its own ({@code trusted_schema} off).
 */
final class Database {
  /** Pages of 4 KiB after which the write-ahead log is folded into the file. */
  private static final int CHECKPOINT_PAGES = 1000;

  private Database() {}

  /** An open file with this schema; a foreign or damaged one is replaced by an empty one. */
  static Handle open(Path file) {
    try {
      boolean unclean = Files.exists(sibling(file, "-wal"));
      Optional<Handle> usable = usable(file, unclean);
      if (usable.isPresent()) {
        return usable.get();
      }
      drop(file);
      return create(file);
    } catch (IOException | JdbiException broken) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE, "cannot open the database " + file, broken);
    }
  }

  /** Takes the file and what belongs to it away. */
  static void drop(Path file) throws IOException {
    for (String suffix : List.of("-wal", "-shm", "-journal", "")) {
      Files.deleteIfExists(sibling(file, suffix));
    }
  }

  private static Optional<Handle> usable(Path file, boolean unclean) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Handle handle;
    try {
      handle = connect(file);
    } catch (JdbiException notADatabase) {
      return Optional.empty();
    }
    try {
      int version = number(handle, "PRAGMA user_version");
      boolean whole = version == Schema.VERSION && (!unclean || whole(handle));
      if (whole && number(handle, "SELECT count(*) FROM progress") == 1) {
        return Optional.of(handle);
      }
    } catch (JdbiException damaged) {
      // Falls through to an empty file.
    }
    handle.close();
    return Optional.empty();
  }

  private static boolean whole(Handle handle) {
    return handle.createQuery("PRAGMA quick_check(1)").mapTo(String.class).one().equals("ok");
  }

  private static int number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Integer.class).one();
  }

  private static Handle create(Path file) {
    Handle handle = connect(file);
    handle.useTransaction(h -> {
      for (String statement : Schema.STATEMENTS) {
        h.execute(statement);
      }
    });
    return handle;
  }

  private static Handle connect(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(5_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    Handle handle = Jdbi.create(source).open();
    handle.execute("PRAGMA trusted_schema = OFF");
    handle.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    return handle;
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
