package dev.bailey.sys.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** One socket with its read buffer. Used by one thread at a time; closed by any. */
final class Connection implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private Duration idleTimeout = Duration.ZERO;
  private boolean answered;

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  static Connection open(Path socket) throws HttpFailure {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Connection(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new HttpFailure(HttpFailure.Kind.CONNECT, socket + ": " + e.getMessage());
    }
  }

  void idleTimeout(Duration time) {
    idleTimeout = time;
  }

  /** Begins a new exchange on an old connection. */
  void reused() {
    answered = false;
    idleTimeout = Duration.ZERO;
  }

  /** Whether any byte of the current response has arrived. */
  boolean answered() {
    return answered;
  }

  /** Whether an idle connection is open and the server has sent nothing unasked. */
  boolean isQuiet() {
    if (buffer.hasRemaining()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      int count = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return count == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends all bytes; false if the other side reads no more, or this one was closed. */
  boolean write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The next byte, or -1 at the end of the connection. */
  int read() throws HttpFailure {
    return fill() ? buffer.get() & 0xff : -1;
  }

  /** Some bytes, or -1 at the end of the connection. */
  int read(byte[] target, int offset, int length) throws HttpFailure {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  private boolean fill() throws HttpFailure {
    if (buffer.hasRemaining()) {
      return true;
    }
    try (Deadline deadline = Deadline.after(idleTimeout, this)) {
      buffer.clear();
      try {
        int count = channel.read(buffer);
        answered |= count > 0;
        return count > 0;
      } catch (IOException e) {
        throw deadline.expired()
            ? new HttpFailure(HttpFailure.Kind.TIMEOUT, "silent for " + idleTimeout)
            : new HttpFailure(HttpFailure.Kind.CLOSED, "connection ended while reading");
      } finally {
        buffer.flip();
      }
    }
  }

  /** A line without its CR LF, as ISO 8859-1. */
  String line() throws HttpFailure {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = read();
      if (b < 0) {
        throw new HttpFailure(HttpFailure.Kind.CLOSED, "connection ended within a line");
      }
      if (b == '\r') {
        if (read() != '\n') {
          throw new HttpFailure(HttpFailure.Kind.MALFORMED, "bare carriage return");
        }
        return line.toString();
      }
      if (b == '\n') {
        throw new HttpFailure(HttpFailure.Kind.MALFORMED, "bare line feed");
      }
      if (line.length() == Limits.LINE) {
        throw new HttpFailure(
            HttpFailure.Kind.TOO_LARGE, "line has more than " + Limits.LINE + " bytes");
      }
      line.append((char) b);
    }
  }

  boolean writeText(String text) {
    return write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  InputStream rawInput() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return Connection.this.read();
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return length == 0 ? 0 : Connection.this.read(target, offset, length);
      }
    };
  }

  OutputStream rawOutput() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        if (!Connection.this.write(ByteBuffer.wrap(source, offset, length))) {
          throw new HttpFailure(HttpFailure.Kind.CLOSED, "connection ended while sending");
        }
      }
    };
  }

  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone either way.
    }
  }
}
