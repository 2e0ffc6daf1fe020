package dev.bailey.job.log;

import java.io.IOException;

/** Cuts the bytes of one stream into lines of bounded length. */
final class LineCutter {
  /** Takes one line or part of a line. */
  interface Sink {
    void line(byte[] bytes, int length, boolean more) throws IOException;
  }

  private final byte[] pending = new byte[LogLimits.MAX_TEXT_BYTES];
  private int length;

  /** Takes the next bytes of the stream. */
  void feed(byte[] bytes, int from, int count, Sink sink) throws IOException {
    for (int i = from; i < from + count; i++) {
      if (bytes[i] == '\n') {
        int whole = length;
        length = 0;
        sink.line(pending, whole, false);
      } else {
        if (length == pending.length) {
          cut(sink);
        }
        pending[length++] = bytes[i];
      }
    }
  }

  /** Gives what has no line feed yet. */
  void flush(Sink sink) throws IOException {
    if (length > 0) {
      int rest = length;
      length = 0;
      sink.line(pending, rest, true);
    }
  }

  private void cut(Sink sink) throws IOException {
    int whole = LogText.wholeCharacters(pending, length);
    int rest = length - whole;
    length = rest;
    sink.line(pending, whole, true);
    System.arraycopy(pending, whole, pending, 0, rest);
  }
}
