package dev.bailey.job.output;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;

/** What became of one output. */
public sealed interface Output {
  /** Path below the outputs, as in evidence. */
  String name();

  /** Its bytes are staged. */
  record Whole(String name, Blobs.Staged.Whole staged) implements Output {
    /** Digest of exactly the staged bytes. */
    public Digest digest() {
      return staged.digest();
    }

    /** Staged bytes. */
    public long size() {
      return staged.size();
    }
  }

  /** It is not accepted; nothing of it is kept. */
  record Refused(String name, String reason) implements Output {}
}
