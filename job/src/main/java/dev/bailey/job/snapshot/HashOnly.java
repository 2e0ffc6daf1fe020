package dev.bailey.job.snapshot;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Blobs that keep nothing: staging only hashes. */
final class HashOnly implements Blobs {
  static final HashOnly INSTANCE = new HashOnly();

  private HashOnly() {}

  /** A digest without bytes. */
  private record Hashed(Digest digest, long size) implements Staged.Whole {
    @Override
    public void publish() {}

    @Override
    public void discard() {}
  }

  @Override
  public Staged stage(InputStream bytes, long limit) throws IOException {
    MessageDigest hash = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
      if (n > limit - size) {
        return new Staged.TooLarge(limit);
      }
      hash.update(buffer, 0, n);
      size += n;
    }
    return new Hashed(Digest.ofRaw(hash.digest()), size);
  }

  @Override
  public boolean has(Digest digest) {
    return false;
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    throw new IOException("nothing is kept here: " + digest);
  }
}
