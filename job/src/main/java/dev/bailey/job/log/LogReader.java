package dev.bailey.job.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a job's log by line number, also while it is being written. Only whole lines are seen. For
 * one thread at a time.
 */
public final class LogReader implements Closeable {
  /** How long a line of another process may go unseen. */
  private static final Duration POLL = Duration.ofMillis(5);

  /** Every so many lines the place in the file is remembered. */
  private static final int MARK_EVERY = 1000;

  private final FileChannel file;
  private final LogBell bell;
  private final List<Long> marks = new ArrayList<>(List.of(0L));
  private LineScanner scanner;
  private long next = 1;

  private LogReader(FileChannel file, LogBell bell) {
    this.file = file;
    this.bell = bell;
    this.scanner = new LineScanner(file, 0);
  }

  /**
   * Opens a log.
   *
   * @throws IOException if it is not there or cannot be opened
   */
  public static LogReader open(Path path) throws IOException {
    return new LogReader(
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
        LogBell.of(path));
  }

  /**
   * The lines from a number on that are there now; none if there are none.
   *
   * @param from number of the first line, from 1
   * @param max most lines
   * @throws IOException if reading fails or the file is not a log
   */
  public List<LogLine> read(long from, int max) throws IOException {
    seek(from);
    List<LogLine> lines = new ArrayList<>();
    while (lines.size() < max) {
      Optional<LogLine> line = advance();
      if (line.isEmpty()) {
        break;
      }
      if (line.get().number() >= from) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  /**
   * Like {@link #read}, but waits for the first line. A line written in this process wakes at once,
   * one of another process within milliseconds.
   *
   * @param atMost how long to wait; then there are no lines
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public List<LogLine> follow(long from, int max, Duration atMost)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long heard = bell.rings();
      List<LogLine> lines = read(from, max);
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!lines.isEmpty() || !left.isPositive()) {
        return lines;
      }
      bell.await(heard, left.compareTo(POLL) < 0 ? left : POLL);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void seek(long from) {
    if (from < next) {
      int mark = (int) (Math.max(0, from - 1) / MARK_EVERY);
      scanner = new LineScanner(file, marks.get(mark));
      next = (long) mark * MARK_EVERY + 1;
    }
  }

  private Optional<LogLine> advance() throws IOException {
    Optional<byte[]> raw = scanner.next();
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    Optional<LogLine> line = LogLine.read(raw.get()).filter(l -> l.number() == next);
    if (line.isEmpty()) {
      throw new IOException("log is damaged at line " + next);
    }
    if (next % MARK_EVERY == 0 && marks.size() == next / MARK_EVERY) {
      marks.add(scanner.offset());
    }
    next++;
    return line;
  }
}
