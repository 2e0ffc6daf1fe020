package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.sys.http.Hijacked;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One more process in a container, with its streams. */
public final class ExecSession implements AutoCloseable {
  /** Stream number, three zeros, and the length as four bytes, most significant first. */
  private static final int HEADER = 8;

  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int CHUNK = 32 * 1024;
  private static final long POLL_MILLIS = 5;
  private static final int POLLS = 400;

  private final ContainerPlan plan;
  private final Podman podman;
  private final String session;
  private final Hijacked raw;

  ExecSession(ContainerPlan plan, Podman podman, String session, Hijacked raw) {
    this.plan = plan;
    this.podman = podman;
    this.session = session;
    this.raw = raw;
  }

  /** How the process was permitted to run. */
  public ContainerPlan plan() {
    return plan;
  }

  /** The process as the host numbers it. */
  public Reply<Long> pid() {
    return podman.inspectExec(session).map(Podman.ExecState::pid);
  }

  /** Whether it has ended with an error, or was never started because of one. */
  public boolean failed() {
    return podman.inspectExec(session) instanceof Reply.Ok<Podman.ExecState>(Podman.ExecState seen)
        && !seen.running()
        && seen.exitCode() > 0;
  }

  /** Where the process reads from, until {@link #endInput}. */
  public OutputStream in() {
    return raw.out();
  }

  /** Tells the process that its input has ended. */
  public void endInput() throws IOException {
    raw.endOutput();
  }

  /**
   * Copies what the process writes until it has ended.
   *
   * @throws IOException if a stream breaks or the service sends something else
   */
  public void copyTo(OutputStream out, OutputStream err) throws IOException {
    demultiplex(raw.in(), out, err);
  }

  static void demultiplex(InputStream in, OutputStream out, OutputStream err) throws IOException {
    byte[] buffer = new byte[CHUNK];
    while (true) {
      int got = in.readNBytes(buffer, 0, HEADER);
      if (got == 0) {
        return;
      }
      if (got < HEADER || buffer[1] != 0 || buffer[2] != 0 || buffer[3] != 0) {
        throw new IOException("podman's stream has a frame of unknown form");
      }
      OutputStream target =
          switch (buffer[0]) {
            case STDOUT -> out;
            case STDERR -> err;
            default -> throw new IOException("podman: unknown stream " + buffer[0]);
          };
      long left = 0;
      for (int i = 4; i < HEADER; i++) {
        left = (left << 8) | (buffer[i] & 0xff);
      }
      copy(in, target, left, buffer);
      target.flush();
    }
  }

  private static void copy(InputStream in, OutputStream target, long length, byte[] buffer)
      throws IOException {
    long left = length;
    while (left > 0) {
      int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (got < 0) {
        throw new EOFException("podman's stream ended within a frame");
      }
      target.write(buffer, 0, got);
      left -= got;
    }
  }

  /**
   * The exit code, to be asked for after the streams have ended; Podman learns it a little late.
   */
  public Reply<Integer> exitCode() throws InterruptedException {
    for (int i = 0; i < POLLS; i++) {
      Reply<Podman.ExecState> state = podman.inspectExec(session);
      if (!(state instanceof Reply.Ok<Podman.ExecState>(Podman.ExecState seen))
          || (!seen.running() && seen.exitCode() >= 0)) {
        return state.map(Podman.ExecState::exitCode);
      }
      Thread.sleep(POLL_MILLIS);
    }
    return new Reply.NoAnswer<>("the process has not ended");
  }

  /** Lets go of the streams; the process is not ended by that. */
  @Override
  public void close() {
    raw.close();
  }
}
