package dev.bailey.worker.attempt;

import dev.bailey.job.log.LogLine.Stream;
import dev.bailey.job.log.LogWriter;
import dev.bailey.job.secret.Redaction;
import dev.bailey.job.secret.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Brings what the runtime wrote of a workload's output into the job's log, without its secrets.
 * After a restart the runtime's file is read from its beginning, and what the log already has is
 * passed over: the same output always becomes the same log.
 */
final class Output implements Tail.Sink {
  private static final byte[] LINE_FEED = {'\n'};
  private final LogWriter log;
  private final Map<Stream, Way> ways = new EnumMap<>(Stream.class);

  /** What is known of one stream. */
  private static final class Way {
    final Redactor redactor;
    long known;
    Instant time = Instant.EPOCH;

    Way(Redactor redactor, long known) {
      this.redactor = redactor;
      this.known = known;
    }
  }

  private final boolean kept;

  private Output(LogWriter log, Redaction redaction, boolean kept) {
    this.log = log;
    this.kept = kept;
    for (Stream stream : new Stream[] {Stream.OUT, Stream.ERR}) {
      ways.put(stream, new Way(redaction.stream(), log.consumed(stream)));
    }
  }

  /** Into the log, without these secrets. */
  static Output to(LogWriter log, Redaction redaction) {
    return new Output(log, redaction, true);
  }

  /** Nowhere at all. */
  static Output nowhere(LogWriter log) {
    return new Output(log, Redaction.NONE, false);
  }

  @Override
  public void piece(Instant time, String stream, byte[] text, boolean endOfLine) {
    Stream to = stream.equals("err") ? Stream.ERR : Stream.OUT;
    Way way = way(to);
    way.time = time;
    try {
      way.redactor.feed(text, 0, text.length, sink(to, way));
      if (endOfLine) {
        way.redactor.feed(LINE_FEED, 0, 1, sink(to, way));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The workload has ended: what might have become a secret is none. */
  void end() throws IOException {
    for (Map.Entry<Stream, Way> entry : ways.entrySet()) {
      Way way = entry.getValue();
      way.redactor.finish(sink(entry.getKey(), way));
    }
  }

  private Way way(Stream stream) {
    Way way = ways.get(stream);
    if (way == null) {
      throw new IllegalStateException("a workload does not write to " + stream);
    }
    return way;
  }

  private Redactor.Sink sink(Stream stream, Way way) {
    return (bytes, from, length) -> {
      int skip = (int) Math.min(way.known, length);
      way.known -= skip;
      if (kept && skip < length) {
        log.append(stream, way.time, bytes, from + skip, length - skip);
      }
    };
  }
}
