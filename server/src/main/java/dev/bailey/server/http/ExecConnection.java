package dev.bailey.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;

/** A connection after the upgrade: blocking streams over Jetty's end point, for one session. */
final class ExecConnection extends AbstractConnection implements Connection.UpgradeTo {
  private final ExecSession session;
  private final Activity activity;
  private final BiConsumer<String, Throwable> troubles;
  private final ByteBuffer buffer = BufferUtil.allocate(Limits.FRAME_BYTES);

  ExecConnection(
      EndPoint endPoint,
      Executor executor,
      ExecSession session,
      Activity activity,
      BiConsumer<String, Throwable> troubles) {
    super(endPoint, executor);
    this.session = session;
    this.activity = activity;
    this.troubles = troubles;
  }

  @Override
  public void onUpgradeTo(ByteBuffer prefilled) {
    int position = BufferUtil.flipToFill(buffer);
    buffer.put(prefilled);
    BufferUtil.flipToFlush(buffer, position);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    Thread.ofVirtual().name("exec-" + session.job()).start(this::run);
  }

  private void run() {
    activity.begin();
    try {
      session.run(new In(), new Out());
    } catch (IOException gone) {
      // The client went away; the runner has ended the command.
    } catch (RuntimeException bug) {
      troubles.accept("exec in " + session.job(), bug);
    } finally {
      activity.end();
      close();
    }
  }

  @Override
  public void onFillable() {
    // Reading is done by the session's own thread.
  }

  private int fill() throws IOException {
    while (true) {
      int count = getEndPoint().fill(buffer);
      if (count != 0) {
        return count;
      }
      try (Blocker.Callback ready = Blocker.callback()) {
        getEndPoint().fillInterested(ready);
        ready.block();
      }
    }
  }

  private final class In extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (!buffer.hasRemaining() && fill() < 0) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, from, count);
      return count;
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try (Blocker.Callback done = Blocker.callback()) {
        getEndPoint().write(done, ByteBuffer.wrap(bytes, from, length));
        done.block();
      }
    }
  }
}
