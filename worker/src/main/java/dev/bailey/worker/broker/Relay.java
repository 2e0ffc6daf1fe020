package dev.bailey.worker.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Passes bytes on between two connections, both ways, and counts them before they go. */
final class Relay {
  private static final int BUFFER = 16_384;

  private final Socket job;
  private final Socket server;
  private final Account.Line line;
  private final long idleNanos;
  private volatile long lastMoved = System.nanoTime();
  private volatile boolean spent;

  Relay(Socket job, Socket server, Account.Line line, Duration idle) {
    this.job = job;
    this.server = server;
    this.line = line;
    this.idleNanos = idle.toNanos();
  }

  /**
   * Until both sides have ended, one is broken, nothing moves any more, or the budget is spent.
   *
   * @param first what the job has sent already
   * @return whether it ended because the budget is spent
   */
  boolean run(byte[] first) throws InterruptedException {
    Thread back = Thread.ofVirtual().name("broker-back").start(() -> pump(server, job, false));
    if (passed(first, first.length, server, true)) {
      pump(job, server, true);
    }
    back.join();
    return spent;
  }

  private void pump(Socket from, Socket to, boolean out) {
    try {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[BUFFER];
      from.setSoTimeout((int) Math.max(1, idleNanos / 1_000_000));
      while (true) {
        int read = read(in, buffer);
        if (read < 0) {
          to.shutdownOutput();
          return;
        }
        if (!passed(buffer, read, to, out)) {
          return;
        }
      }
    } catch (IOException broken) {
      abort();
    }
  }

  /** A quiet direction is no reason to end a connection whose other one is busy. */
  private int read(InputStream in, byte[] buffer) throws IOException {
    while (true) {
      try {
        return in.read(buffer);
      } catch (SocketTimeoutException quiet) {
        if (System.nanoTime() - lastMoved >= idleNanos) {
          throw quiet;
        }
      }
    }
  }

  private boolean passed(byte[] bytes, int length, Socket to, boolean out) {
    if (!line.take(out, length)) {
      spent = true;
      abort();
      return false;
    }
    try {
      lastMoved = System.nanoTime();
      OutputStream stream = to.getOutputStream();
      stream.write(bytes, 0, length);
      lastMoved = System.nanoTime();
      return true;
    } catch (IOException broken) {
      abort();
      return false;
    }
  }

  /** By a reset, so that nobody takes it for a proper end. */
  private void abort() {
    for (Socket socket : new Socket[] {job, server}) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException gone) {
        // It is closed, which was to be reached.
      }
    }
  }
}
