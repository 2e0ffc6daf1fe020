package dev.bailey.job.secret;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/**
 * Replaces secrets in one stream. What comes out depends on the whole stream alone, not on how it
 * was cut into pieces. Holds back a few kilobytes at most, and only what may be part of a secret.
 * For one thread at a time.
 */
public final class Redactor {
  /** Takes what may be shown. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the next bytes; the array is used again afterwards. */
    void bytes(byte[] bytes, int from, int length) throws IOException;
  }

  private static final byte[] MARK = Redaction.mark();
  private static final int PORTION = Search.STRETCH / 2;

  private final Optional<Search> search;
  private final byte[] text;
  private final BitSet secret = new BitSet();
  private int length;
  private boolean marked;

  Redactor(Optional<Search> search) {
    this.search = search;
    this.text = new byte[search.isPresent() ? Search.STRETCH : 0];
  }

  /** Takes the next bytes of the stream. */
  public void feed(byte[] bytes, int from, int count, Sink sink) throws IOException {
    if (search.isEmpty()) {
      sink.bytes(bytes, from, count);
      return;
    }
    for (int done = 0; done < count; ) {
      int portion = Math.min(PORTION, count - done);
      System.arraycopy(bytes, from + done, text, length, portion);
      length += portion;
      done += portion;
      advance(search.get(), false, sink);
    }
  }

  /** Gives what was held back: the stream has ended. */
  public void finish(Sink sink) throws IOException {
    if (search.isPresent()) {
      advance(search.get(), true, sink);
    }
  }

  private void advance(Search with, boolean last, Sink sink) throws IOException {
    int ready = with.search(text, length, last, secret);
    for (int at = 0; at < ready; ) {
      int begin = secret.nextSetBit(at);
      int plain = begin < 0 ? ready : Math.min(begin, ready);
      if (plain > at) {
        marked = false;
        sink.bytes(text, at, plain - at);
      }
      at = plain;
      if (at < ready) {
        if (!marked) {
          sink.bytes(MARK, 0, MARK.length);
        }
        marked = true;
        at = Math.min(secret.nextClearBit(at), ready);
      }
    }
    System.arraycopy(text, ready, text, 0, length - ready);
    BitSet rest = secret.get(ready, Math.max(ready, length));
    secret.clear();
    secret.or(rest);
    length -= ready;
  }
}
