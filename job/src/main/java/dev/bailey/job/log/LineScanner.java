package dev.bailey.job.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/** Reads whole lines of a growing file; bytes after the last line feed are not there yet. */
final class LineScanner {
  private final FileChannel file;
  private final byte[] buffer = new byte[2 * LogLimits.MAX_LINE_BYTES];
  private long offset;
  private int start;
  private int end;

  LineScanner(FileChannel file, long offset) {
    this.file = file;
    this.offset = offset;
  }

  /** Where the next line begins in the file. */
  long offset() {
    return offset;
  }

  /**
   * The next line with its line feed, or empty if there is none yet.
   *
   * @throws IOException if reading fails or a line is longer than any that is written
   */
  Optional<byte[]> next() throws IOException {
    for (int length = 0; ; length++) {
      if (start + length == end && !fill()) {
        return Optional.empty();
      }
      if (buffer[start + length] == '\n') {
        byte[] line = Arrays.copyOfRange(buffer, start, start + length + 1);
        start += line.length;
        offset += line.length;
        return Optional.of(line);
      }
      if (length >= LogLimits.MAX_LINE_BYTES) {
        throw new IOException("log is damaged: a line is too long at byte " + offset);
      }
    }
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int n = file.read(ByteBuffer.wrap(buffer, end, buffer.length - end), offset + end);
    if (n <= 0) {
      // A torn line may be dropped and written again, so it is read again too.
      end = 0;
      return false;
    }
    end += n;
    return true;
  }
}
