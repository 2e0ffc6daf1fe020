package dev.bailey.job.run;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes kept by their digest. Staged bytes are private until they are published; a crash before
 * that leaves only rubbish that the next start removes.
 */
public interface Blobs {
  /**
   * Copies a stream to a private place while hashing it, so that digest and bytes cannot differ.
   *
   * @param limit most bytes to take
   * @throws IOException if reading or writing fails, with nothing left behind
   */
  Staged stage(InputStream bytes, long limit) throws IOException;

  /** Whether these bytes are published here. */
  boolean has(Digest digest);

  /**
   * Opens published bytes.
   *
   * @throws IOException if they are not there or cannot be read
   */
  InputStream open(Digest digest) throws IOException;

  /** What staging brought. */
  sealed interface Staged {
    /** The whole stream, not yet visible. */
    non-sealed interface Whole extends Staged {
      Digest digest();

      long size();

      /** Makes the bytes durable and visible under their digest. */
      void publish() throws IOException;

      /** Drops them. */
      void discard();
    }

    /** The stream had more than the limit; nothing is kept. */
    record TooLarge(long limit) implements Staged {}
  }
}
