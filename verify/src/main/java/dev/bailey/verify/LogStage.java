package dev.bailey.verify;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Checks that every event is in the checkpoint's tree, by RFC 6962 inclusion proofs. */
final class LogStage {
  private LogStage() {}

  static void check(List<Event> events, Checkpoint checkpoint, Findings findings) {
    proofs(events, checkpoint, findings);
    findings.passIfClean(
        Topic.LOG,
        Plain.count(events.size(), "event")
            + " proven to be in the node's log of "
            + checkpoint.size());
  }

  /** As above, and says nothing if all is well. */
  static void proofs(List<Event> events, Checkpoint checkpoint, Findings findings) {
    long previous = -1;
    for (Event event : events) {
      String where = "event " + event.seq();
      if (event.index() <= previous) {
        findings.fail(Topic.LOG, where + ": its place in the log is not after the one before");
      }
      previous = event.index();
      if (event.index() >= checkpoint.size()) {
        findings.fail(
            Topic.LOG,
            where + ": place " + event.index() + " is beyond the tree of " + checkpoint.size());
      } else if (!root(event, checkpoint.size()).equals(Optional.of(checkpoint.root()))) {
        findings.fail(Topic.LOG, where + ": its proof does not lead to the checkpoint");
      }
    }
  }

  /**
   * The root that the proof leads to; empty unless the proof has exactly the hashes due. Follows
   * RFC 9162, section 2.1.3.2; the caller has made sure that the index is below the size.
   */
  private static Optional<String> root(Event event, long size) {
    long fn = event.index();
    long sn = size - 1;
    byte[] hash = HexFormat.of().parseHex(event.leaf());
    if (event.proof().size() > Limits.PROOF_HASHES) {
      return Optional.empty();
    }
    for (String text : event.proof()) {
      Optional<byte[]> sibling = Hash.base64(text).filter(b -> b.length == 32);
      if (sibling.isEmpty() || sn == 0) {
        return Optional.empty();
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = node(sibling.get(), hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = node(hash, sibling.get());
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 ? Optional.of(Hash.base64(hash)) : Optional.empty();
  }

  private static byte[] node(byte[] left, byte[] right) {
    MessageDigest sha = Hash.sha256();
    sha.update((byte) 1);
    sha.update(left);
    return sha.digest(right);
  }
}
