package dev.bailey.server;

import dev.bailey.ledger.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kept logs of attempts. */
public interface Logs {
  /** Opens a log; empty as long as there is none. */
  Optional<Reader> open(String job, int attempt) throws IOException;

  /** Takes all logs of a job away; what is not there is no error. */
  void delete(String job) throws IOException;

  /** Reads one log, by one thread. */
  interface Reader extends Closeable {
    /**
     * The lines from a number on; waits for the first one.
     *
     * @param from number of the first line, from 1
     * @param max most lines
     * @param atMost how long to wait; then there are no lines
     */
    List<Line> follow(long from, int max, Duration atMost) throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * One line.
   *
   * @param number from 1 without gaps
   * @param json the line as it is kept
   */
  record Line(long number, Json.Obj json) {}
}
