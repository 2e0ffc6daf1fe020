package dev.bailey.sys.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A response body; at its end the connection goes back for reuse, otherwise it is closed. */
final class BodyStream extends InputStream {
  private enum State {
    OPEN,
    FINISHED,
    ABORTED
  }

  private final Connection connection;
  private final Framing framing;
  private final boolean reusable;
  private final Consumer<Connection> giveBack;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /** Bytes left of the body or of the current chunk. */
  private long left;

  private boolean firstChunk = true;

  BodyStream(
      Connection connection, Framing framing, boolean reusable, Consumer<Connection> giveBack) {
    this.connection = connection;
    this.framing = framing;
    this.reusable = reusable;
    this.giveBack = giveBack;
    this.left = framing instanceof Framing.Length(long bytes) ? bytes : 0;
  }

  void finishIfEmpty() {
    if (framing instanceof Framing.Length(long bytes) && bytes == 0) {
      finish();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (state.get() == State.FINISHED || length == 0) {
      return length == 0 ? 0 : -1;
    }
    if (state.get() == State.ABORTED) {
      throw new HttpFailure(HttpFailure.Kind.CLOSED, "response is closed");
    }
    try {
      return readOpen(target, offset, length);
    } catch (HttpFailure e) {
      close();
      throw e;
    }
  }

  private int readOpen(byte[] target, int offset, int length) throws HttpFailure {
    if (framing instanceof Framing.Chunked && left == 0) {
      nextChunk();
      if (left == 0) {
        finish();
        return -1;
      }
    }
    boolean open = framing instanceof Framing.UntilClose;
    int wanted = open ? length : (int) Math.min(length, left);
    int count = connection.read(target, offset, wanted);
    if (count < 0 && !open) {
      throw new HttpFailure(HttpFailure.Kind.CLOSED, "body ended early");
    }
    if (count < 0) {
      finish();
      return -1;
    }
    left -= open ? 0 : count;
    if (framing instanceof Framing.Length && left == 0) {
      finish();
    }
    return count;
  }

  private void nextChunk() throws HttpFailure {
    if (!firstChunk && !connection.line().isEmpty()) {
      throw new HttpFailure(HttpFailure.Kind.MALFORMED, "chunk is longer than its size");
    }
    firstChunk = false;
    String line = connection.line();
    int extension = line.indexOf(';');
    String size = (extension < 0 ? line : line.substring(0, extension)).stripTrailing();
    if (!Grammar.isHexadecimal(size, 15)) {
      throw new HttpFailure(HttpFailure.Kind.MALFORMED, "chunk size");
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      ResponseHead.fields(connection);
    }
  }

  private void finish() {
    if (!state.compareAndSet(State.OPEN, State.FINISHED)) {
      return;
    }
    if (reusable) {
      giveBack.accept(connection);
    } else {
      connection.close();
    }
  }

  @Override
  public void close() {
    if (state.compareAndSet(State.OPEN, State.ABORTED)) {
      connection.close();
    }
  }
}
