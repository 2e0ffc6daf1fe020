package dev.bailey.worker.attempt;

import dev.bailey.job.log.LogLine.Stream;
import dev.bailey.job.log.LogWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Brings what the runtime wrote of a workload's output into the job's log. After a restart the
 * runtime's file is read from its beginning, and what the log already has is passed over.
 */
final class Output implements Tail.Sink {
  private static final byte[] LINE_FEED = {'\n'};
  private final LogWriter log;
  private final Map<Stream, Long> known = new EnumMap<>(Stream.class);

  Output(LogWriter log) {
    this.log = log;
    known.put(Stream.OUT, log.consumed(Stream.OUT));
    known.put(Stream.ERR, log.consumed(Stream.ERR));
  }

  @Override
  public void piece(Instant time, String stream, byte[] text, boolean endOfLine) {
    Stream to = stream.equals("err") ? Stream.ERR : Stream.OUT;
    append(to, time, text);
    if (endOfLine) {
      append(to, time, LINE_FEED);
    }
  }

  private void append(Stream stream, Instant time, byte[] bytes) {
    int skip = (int) Math.min(known.getOrDefault(stream, 0L), bytes.length);
    known.merge(stream, (long) -skip, Long::sum);
    if (skip < bytes.length) {
      try {
        log.append(stream, time, skip == 0 ? bytes : Arrays.copyOfRange(bytes, skip, bytes.length));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
