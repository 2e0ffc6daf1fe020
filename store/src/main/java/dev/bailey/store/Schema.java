package dev.bailey.store;

import java.util.List;

/** The tables. Any change needs a new {@link #VERSION}; old files are then folded anew. */
final class Schema {
  static final int VERSION = 2;

  /** Names of all tables, parents first. */
  static final List<String> TABLES =
      List.of("progress", "job", "attempt", "step", "output", "permit", "glass");

  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE progress (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            applied INTEGER NOT NULL,
            head TEXT NOT NULL
          ) STRICT
          """,
          """
          CREATE TABLE job (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL DEFAULT '',
            attempt INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT '',
            detail TEXT NOT NULL DEFAULT '{}',
            since TEXT NOT NULL,
            submitted TEXT NOT NULL,
            first INTEGER NOT NULL UNIQUE,
            plan TEXT NOT NULL DEFAULT '{}',
            spec TEXT NOT NULL DEFAULT '{}',
            request TEXT NOT NULL DEFAULT '{}',
            request_key TEXT NOT NULL DEFAULT '',
            removed INTEGER NOT NULL DEFAULT 0
          ) STRICT
          """,
          "CREATE UNIQUE INDEX job_request ON job (request_key) WHERE request_key <> ''",
          """
          CREATE TABLE attempt (
            job TEXT NOT NULL REFERENCES job (id),
            attempt INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            count INTEGER NOT NULL,
            head TEXT NOT NULL,
            stated INTEGER NOT NULL DEFAULT 0,
            closed INTEGER NOT NULL DEFAULT 0,
            statement TEXT NOT NULL,
            PRIMARY KEY (job, attempt)
          ) STRICT
          """,
          """
          CREATE TABLE step (
            idx INTEGER PRIMARY KEY,
            job TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            time TEXT NOT NULL,
            type TEXT NOT NULL,
            summary TEXT NOT NULL,
            FOREIGN KEY (job, attempt) REFERENCES attempt (job, attempt)
          ) STRICT
          """,
          "CREATE INDEX step_of ON step (job, attempt, seq)",
          """
          CREATE TABLE output (
            job TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            PRIMARY KEY (job, attempt, name),
            FOREIGN KEY (job, attempt) REFERENCES attempt (job, attempt)
          ) STRICT
          """,
          """
          CREATE TABLE permit (
            job TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            decision INTEGER NOT NULL,
            action TEXT NOT NULL,
            PRIMARY KEY (job, attempt, decision)
          ) STRICT
          """,
          """
          CREATE TABLE glass (
            idx INTEGER PRIMARY KEY,
            job TEXT NOT NULL,
            time TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            reading TEXT NOT NULL,
            output TEXT NOT NULL,
            who TEXT NOT NULL,
            reason TEXT NOT NULL,
            allowed INTEGER NOT NULL
          ) STRICT
          """,
          "CREATE INDEX glass_of ON glass (job, idx)",
          "INSERT INTO progress (one, applied, head) VALUES (1, 0, '')",
          "PRAGMA user_version = " + VERSION);

  private Schema() {}
}
