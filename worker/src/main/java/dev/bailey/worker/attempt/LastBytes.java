package dev.bailey.worker.attempt;

import java.io.OutputStream;
import java.util.Arrays;

/** Keeps the end of what is written to it, whatever comes. */
final class LastBytes extends OutputStream {
  /** Most bytes kept: some lines, and no more than a record of the ledger takes. */
  static final int MOST = 1024;

  private byte[] kept = new byte[0];

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    int fresh = Math.min(length, MOST);
    int old = Math.min(kept.length, MOST - fresh);
    byte[] next = Arrays.copyOfRange(kept, kept.length - old, kept.length - old + old + fresh);
    System.arraycopy(bytes, from + length - fresh, next, old, fresh);
    kept = next;
  }

  synchronized byte[] bytes() {
    return kept.clone();
  }
}
