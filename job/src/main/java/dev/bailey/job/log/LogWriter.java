package dev.bailey.job.log;

import dev.bailey.job.log.LogLine.Stream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * Writes a job's log: splits streams into numbered lines, bounds them and hashes what it writes.
 *
 * <p>Whole lines survive the end of the process, durable they are after {@link #finish}. When the
 * file would grow over its bound, one line marked {@code truncated} is written and the rest is
 * counted only. If the file cannot be written, it is cut back to its last whole line, the failure
 * is thrown once and the rest is counted only. Calls from several threads are taken one after the
 * other.
 *
 * <p>Must not be used by a thread that may be interrupted: the platform closes the file then.
 *
 * <p>A process that is killed leaves at most one torn line, which the next writer drops. Bytes of
 * which the line was not written yet are gone: the next writer is fed again from {@link #consumed}.
 */
public final class LogWriter implements Closeable {
  private static final int BATCH = 1 << 16;
  private static final String FULL = "the log is full; what follows is counted, not kept";

  private final FileChannel file;
  private final LogBell bell;
  private final long maxBytes;
  private final LineCutter out = new LineCutter();
  private final LineCutter err = new LineCutter();
  private final LineCutter bailey = new LineCutter();
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private LogState state;
  private long lostBytes;
  private boolean full;

  private LogWriter(FileChannel file, LogBell bell, long maxBytes, LogState state) {
    this.file = file;
    this.bell = bell;
    this.maxBytes = maxBytes;
    this.state = state;
    this.full = state.truncated();
  }

  /**
   * Opens a log, which is made with mode 0600 if it is not there, and drops a torn last line.
   *
   * @param maxBytes most bytes of the file, normally {@link LogLimits#MAX_BYTES}
   * @throws IOException if the file cannot be opened, or what is in it is not a log
   */
  public static LogWriter open(Path path, long maxBytes) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean opened = false;
    try {
      LogState state = LogState.of(file);
      file.truncate(state.bytes());
      opened = true;
      return new LogWriter(file, LogBell.of(path), maxBytes, state);
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /**
   * Takes the next bytes of a stream; lines that they end get this time.
   *
   * @throws IOException if the file cannot be written, once
   */
  public synchronized void append(Stream stream, Instant time, byte[] bytes, int from, int length)
      throws IOException {
    if (full) {
      lostBytes += length;
      return;
    }
    cutter(stream).feed(bytes, from, length, (b, n, more) -> add(stream, time, b, n, more));
    write();
  }

  /** Like {@link #append(Stream, Instant, byte[], int, int)} with all of these bytes. */
  public void append(Stream stream, Instant time, byte[] bytes) throws IOException {
    append(stream, time, bytes, 0, bytes.length);
  }

  /**
   * Writes what a stream has sent without a line feed yet, so that a prompt becomes visible.
   *
   * @throws IOException if the file cannot be written, once
   */
  public synchronized void flush(Stream stream, Instant time) throws IOException {
    cutter(stream).flush((b, n, more) -> add(stream, time, b, n, more));
    write();
  }

  /**
   * Writes a line of Bailey's own.
   *
   * @throws IOException if the file cannot be written, once
   */
  public void note(Instant time, String text) throws IOException {
    append(Stream.BAILEY, time, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Ends the log for good where something is missing: writes a line of Bailey's own marked {@code
   * truncated}, after which everything is counted only. A log that ended so before stays as it is.
   *
   * @param reason what is missing and why
   * @throws IOException if the file cannot be written, once
   */
  public synchronized void cut(Instant time, String reason) throws IOException {
    for (Stream stream : Stream.values()) {
      flush(stream, time);
    }
    if (!full) {
      full = true;
      end(time, reason);
      write();
    }
  }

  /**
   * How many bytes of a stream are in the file, so that a source that can be read again is read on
   * from there. Meaningless once the log is truncated.
   */
  public synchronized long consumed(Stream stream) {
    return state.consumed(stream);
  }

  /**
   * Writes what is left, makes the file durable and says what it is. The writer is still open.
   *
   * @throws IOException if the file cannot be written or made durable
   */
  public synchronized LogSummary finish(Instant time) throws IOException {
    for (Stream stream : Stream.values()) {
      flush(stream, time);
    }
    file.force(true);
    return new LogSummary(state.digest(), state.lines(), state.bytes(), !full, lostBytes);
  }

  /** Closes the file without writing what has no line feed yet. */
  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private LineCutter cutter(Stream stream) {
    return switch (stream) {
      case OUT -> out;
      case ERR -> err;
      case BAILEY -> bailey;
    };
  }

  private void add(Stream stream, Instant time, byte[] bytes, int length, boolean more)
      throws IOException {
    if (full) {
      lostBytes += length + (more ? 0 : 1);
      return;
    }
    LogText text = LogText.of(bytes, 0, length);
    LogLine line =
        new LogLine(state.lines() + 1, time, stream, text.text(), text.escaped(), more, false);
    byte[] raw = line.raw();
    if (state.bytes() + raw.length > maxBytes - LogLimits.RESERVE) {
      full = true;
      lostBytes += length + (more ? 0 : 1);
      end(time, FULL);
      return;
    }
    put(line, raw);
    if (batch.size() >= BATCH) {
      write();
    }
  }

  private void end(Instant time, String reason) {
    LogLine line = new LogLine(state.lines() + 1, time, Stream.BAILEY, reason, false, false, true);
    put(line, line.raw());
  }

  private void put(LogLine line, byte[] raw) {
    state.add(line, raw);
    batch.writeBytes(raw);
  }

  private void write() throws IOException {
    if (batch.size() == 0) {
      return;
    }
    long at = state.bytes() - batch.size();
    ByteBuffer bytes = ByteBuffer.wrap(batch.toByteArray());
    batch.reset();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes, at + bytes.position());
      }
    } catch (IOException failed) {
      full = true;
      file.truncate(at);
      state = LogState.of(file);
      throw failed;
    }
    bell.ring();
  }
}
