package dev.bailey.worker.attempt;

import dev.bailey.job.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;

/** Hands on what is written without the secrets in it. Closing hands on the rest, and no more. */
final class RedactedStream extends OutputStream {
  private final OutputStream to;
  private final Redactor redactor;

  RedactedStream(OutputStream to, Redactor redactor) {
    this.to = to;
    this.redactor = redactor;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    redactor.feed(bytes, from, length, to::write);
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  @Override
  public void close() throws IOException {
    redactor.finish(to::write);
    to.flush();
  }
}
