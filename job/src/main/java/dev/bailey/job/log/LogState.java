package dev.bailey.job.log;

import dev.bailey.job.log.LogLine.Stream;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the whole lines of a log's file add up to. */
final class LogState {
  private final MessageDigest hash = Digest.sha256();
  private final Map<Stream, Long> consumed = new EnumMap<>(Stream.class);
  private long lines;
  private long bytes;
  private boolean truncated;

  /**
   * Reads a file from its beginning to its last whole line.
   *
   * @throws IOException if reading fails or a whole line is not the line that belongs there
   */
  static LogState of(FileChannel file) throws IOException {
    LogState state = new LogState();
    LineScanner scanner = new LineScanner(file, 0);
    for (Optional<byte[]> raw = scanner.next(); raw.isPresent(); raw = scanner.next()) {
      Optional<LogLine> line =
          LogLine.read(raw.get()).filter(l -> l.number() == state.lines + 1 && !state.truncated);
      if (line.isEmpty()) {
        throw new IOException("log is damaged at line " + (state.lines + 1));
      }
      state.add(line.get(), raw.get());
    }
    return state;
  }

  /** Counts a line that is in the file now. */
  void add(LogLine line, byte[] raw) {
    hash.update(raw);
    lines++;
    bytes += raw.length;
    truncated |= line.truncated();
    if (!line.truncated()) {
      consumed.merge(line.stream(), line.bytes().length + (line.more() ? 0L : 1L), Long::sum);
    }
  }

  Digest digest() {
    try {
      return Digest.ofRaw(((MessageDigest) hash.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", impossible);
    }
  }

  long consumed(Stream stream) {
    return consumed.getOrDefault(stream, 0L);
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  boolean truncated() {
    return truncated;
  }
}
