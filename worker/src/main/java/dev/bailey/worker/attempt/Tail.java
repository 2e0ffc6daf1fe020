package dev.bailey.worker.attempt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/**
 * Follows the file into which conmon writes a container's output in the form {@code k8s-file}:
 * {@code <time> <stream> <P or F> <text>}, where {@code P} marks a piece whose line goes on.
 */
final class Tail implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  /** Longest record kept together; conmon cuts at 8 KiB, so a longer one is not conmon's. */
  private static final int MAX_RECORD = 1 << 20;

  /** Most that is read at a time, so that a workload that never pauses cannot hold up its watch. */
  static final int PORTION = 16 * CHUNK;

  /** Takes the pieces. */
  interface Sink {
    /**
     * One piece of output.
     *
     * @param stream {@code out} or {@code err}
     * @param text the bytes as the workload wrote them, without line feed
     * @param endOfLine whether the line ends here
     */
    void piece(Instant time, String stream, byte[] text, boolean endOfLine);
  }

  private final Path file;
  private final Sink sink;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
  private byte[] pending = new byte[0];
  private FileChannel channel;
  private boolean opened;

  Tail(Path file, Sink sink) throws IOException {
    this.file = file;
    this.sink = sink;
    this.opened = Files.exists(file);
    this.channel = opened ? open(file) : FileChannel.open(Path.of("/dev/null"));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Takes everything that is there; only for a file to which nobody writes any more. */
  void drain() throws IOException {
    while (poll()) {
      // One portion after the other.
    }
  }

  /** Takes at most {@link #PORTION} bytes of what is there now; true if there was something. */
  boolean poll() throws IOException {
    if (!opened) {
      if (!Files.exists(file)) {
        return false;
      }
      channel.close();
      channel = open(file);
      opened = true;
    }
    int taken = 0;
    while (taken < PORTION && channel.read(buffer.clear()) > 0) {
      taken += buffer.position();
      take(Arrays.copyOf(buffer.array(), buffer.position()));
    }
    return taken > 0;
  }

  /** Bytes that conmon has written so far. */
  long size() throws IOException {
    return opened ? channel.size() : 0;
  }

  private void take(byte[] read) {
    byte[] all = Arrays.copyOf(pending, pending.length + read.length);
    System.arraycopy(read, 0, all, pending.length, read.length);
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        record(Arrays.copyOfRange(all, start, i));
        start = i + 1;
      }
    }
    if (all.length - start > MAX_RECORD) {
      record(Arrays.copyOfRange(all, start, all.length));
      start = all.length;
    }
    pending = Arrays.copyOfRange(all, start, all.length);
  }

  private void record(byte[] record) {
    int first = indexOfSpace(record, 0);
    int second = first < 0 ? -1 : indexOfSpace(record, first + 1);
    int third = second < 0 ? -1 : indexOfSpace(record, second + 1);
    if (third < 0) {
      return;
    }
    String stream = text(record, first + 1, second).equals("stderr") ? "err" : "out";
    boolean endOfLine = text(record, second + 1, third).startsWith("F");
    byte[] piece = Arrays.copyOfRange(record, third + 1, record.length);
    sink.piece(time(text(record, 0, first)), stream, piece, endOfLine);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException odd) {
      return Instant.EPOCH;
    }
  }

  private static int indexOfSpace(byte[] record, int from) {
    for (int i = from; i < record.length; i++) {
      if (record[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] record, int from, int to) {
    return new String(record, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
