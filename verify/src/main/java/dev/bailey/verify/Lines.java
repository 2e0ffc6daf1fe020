package dev.bailey.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Gives the lines of a stream one by one; memory grows with what was read, up to the limits. */
final class Lines {
  /** What comes next. */
  sealed interface Next {
    /** A line without its line feed. */
    final class Line implements Next {
      private final byte[] bytes;

      Line(byte[] bytes) {
        this.bytes = bytes;
      }

      /** Not copied, because it can be large; nobody changes it. */
      byte[] bytes() {
        return bytes;
      }
    }

    /** Nothing follows. */
    record End() implements Next {}

    /** The file is refused here. */
    record Bad(String why) implements Next {}
  }

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private long total;

  Lines(InputStream in) {
    this.in = in;
  }

  long total() {
    return total;
  }

  Next next() throws IOException {
    int searched = from;
    while (true) {
      for (int i = searched; i < to; i++) {
        if (buffer[i] == '\n') {
          return line(i);
        }
      }
      searched = to - from;
      if (searched > Limits.LINE_BYTES) {
        return new Next.Bad("a line has more than " + Limits.LINE_BYTES + " bytes");
      }
      makeRoom();
      int got = in.read(buffer, to, buffer.length - to);
      if (got < 0) {
        return to == 0 ? new Next.End() : new Next.Bad("the last line has no line feed");
      }
      to += got;
      total += got;
      if (total > Limits.FILE_BYTES) {
        return new Next.Bad("the file has more than " + Limits.FILE_BYTES + " bytes");
      }
    }
  }

  private Next line(int end) {
    if (end - from > Limits.LINE_BYTES) {
      return new Next.Bad("a line has more than " + Limits.LINE_BYTES + " bytes");
    }
    byte[] line = Arrays.copyOfRange(buffer, from, end);
    from = end + 1;
    return new Next.Line(line);
  }

  /** Moves what is left to the front and doubles the buffer if it is full. */
  private void makeRoom() {
    byte[] target = buffer;
    if (to - from == buffer.length) {
      target = new byte[Math.min(buffer.length * 2, Limits.LINE_BYTES + 2)];
    }
    System.arraycopy(buffer, from, target, 0, to - from);
    buffer = target;
    to -= from;
    from = 0;
  }
}
