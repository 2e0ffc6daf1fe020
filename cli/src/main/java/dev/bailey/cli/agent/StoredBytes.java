package dev.bailey.cli.agent;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;

/** Reads what is kept under a digest, and believes it only if it still has that digest. */
final class StoredBytes {
  private StoredBytes() {}

  /**
   * Reads all of it.
   *
   * @param most bytes that such a thing can have
   * @throws IOException if it is not there, cannot be read, has more bytes, or has changed
   */
  static byte[] read(Blobs blobs, Digest digest, int most) throws IOException {
    byte[] bytes;
    try (InputStream in = blobs.open(digest)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most || !Digest.of(bytes).equals(digest)) {
      throw new IOException("stored bytes have changed: " + digest);
    }
    return bytes;
  }
}
