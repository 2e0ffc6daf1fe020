package dev.bailey.worker.broker;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The first bytes of something, gathered until they make sense: so many at most, so long at most.
 */
final class Incoming {
  private final InputStream in;
  private final byte[] bytes;
  private int length;

  Incoming(InputStream in, int most) {
    this.in = in;
    this.bytes = new byte[most];
  }

  /** Adds what has come already; what is too much is an error of the caller. */
  void add(byte[] early) {
    System.arraycopy(early, 0, bytes, length, early.length);
    length += early.length;
  }

  /**
   * Reads on until these bytes make sense.
   *
   * @return empty if there is no more room, no more time, or nothing more to come
   */
  <T> Optional<T> until(Supplier<Optional<T>> sense, Duration patience, Socket socket)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<T> found = sense.get();
    while (found.isEmpty() && length < bytes.length) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) left);
      try {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return Optional.empty();
        }
        length += read;
      } catch (SocketTimeoutException late) {
        return Optional.empty();
      }
      found = sense.get();
    }
    return found;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean full() {
    return length == bytes.length;
  }
}
