package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Form of the journal. A segment is a head, then batches; a batch is what one flush covers.
 *
 * <pre>
 * segment head  "BLYJRNL1" | first index (8) | link so far (32) | SHA-256 of these (32)
 * batch         "BLYB" | count (4) | first index (8) | payload length (4) | CRC-32C of these (4)
 *               payload: entries as in a bundle
 *               link (32): SHA-256(link before, the batch so far)
 * </pre>
 *
 * The next batch is written only after the flush of the one before, so only the last one can be
 * incomplete without having been acknowledged. The check over the head tells a batch whose end is
 * missing from one whose length was changed; the link tells a whole batch from a changed one.
 */
final class JournalForm {
  static final int SEGMENT_HEAD_BYTES = 80;
  static final int BATCH_HEAD_BYTES = 24;
  static final int LINK_BYTES = 32;

  /** Largest payload of a batch: this much is collected, and the last entry may exceed it. */
  static final int MAX_PAYLOAD_BYTES = (4 << 20) + (1 << 16) + Bundle.LENGTH_BYTES;

  /** Most entries of a batch. */
  static final int MAX_COUNT = 4096;

  /** A segment that has grown beyond this is followed by a new one. */
  static final long SEGMENT_BYTES = 16L << 20;

  private static final byte[] SEGMENT_MAGIC = "BLYJRNL1".getBytes(StandardCharsets.US_ASCII);
  private static final int BATCH_MAGIC = 0x424C5942;

  private JournalForm() {}

  /** Head of a batch as it was read. */
  record BatchHead(int count, long firstIndex, int length) {
    long totalBytes() {
      return (long) BATCH_HEAD_BYTES + length + LINK_BYTES;
    }
  }

  static Path segment(Path folder, long firstIndex) {
    return folder.resolve(String.format(Locale.ROOT, "%020d", firstIndex));
  }

  static OptionalLong firstIndex(Path segment) {
    String name = segment.getFileName().toString();
    return name.matches("[0-9]{20}") ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
  }

  static byte[] segmentHead(long firstIndex, Digest link) {
    ByteBuffer head = ByteBuffer.allocate(SEGMENT_HEAD_BYTES);
    head.put(SEGMENT_MAGIC).putLong(firstIndex).put(link.raw());
    MessageDigest sha = Digest.sha256();
    sha.update(head.array(), 0, head.position());
    return head.put(sha.digest()).array();
  }

  /** The link that a segment's head carries. */
  static Digest linkOf(byte[] segmentHead) {
    return Digest.ofRaw(Arrays.copyOfRange(segmentHead, 16, 48));
  }

  static ByteBuffer batch(long firstIndex, List<byte[]> entries, Digest linkBefore) {
    int length = Bundle.bytes(entries);
    ByteBuffer out = ByteBuffer.allocate(BATCH_HEAD_BYTES + length + LINK_BYTES);
    out.putInt(BATCH_MAGIC).putInt(entries.size()).putLong(firstIndex).putInt(length);
    out.putInt(headCheck(out));
    Bundle.put(out, entries);
    return out.put(link(linkBefore, out, 0, out.position()).raw()).flip();
  }

  /** Reads the head of a batch at this place, or says that it is none. */
  static Optional<BatchHead> head(ByteBuffer in, int at) {
    ByteBuffer head = in.duplicate().position(at).limit(at + BATCH_HEAD_BYTES).slice();
    int magic = head.getInt();
    BatchHead read = new BatchHead(head.getInt(), head.getLong(), head.getInt());
    boolean good =
        magic == BATCH_MAGIC
            && head.getInt() == headCheck(head)
            && read.count() > 0
            && read.count() <= MAX_COUNT
            && read.length() > 0
            && read.length() <= MAX_PAYLOAD_BYTES;
    return good ? Optional.of(read) : Optional.empty();
  }

  /** The link over what stands between two places. */
  static Digest link(Digest before, ByteBuffer in, int from, int to) {
    MessageDigest sha = Digest.sha256();
    sha.update(before.raw());
    sha.update(in.duplicate().limit(to).position(from));
    return Digest.ofRaw(sha.digest());
  }

  /** The link with which a whole batch ends. */
  static Digest linkAtEnd(ByteBuffer batch) {
    byte[] link = new byte[LINK_BYTES];
    batch.get(batch.limit() - LINK_BYTES, link);
    return Digest.ofRaw(link);
  }

  private static int headCheck(ByteBuffer head) {
    CRC32C crc = new CRC32C();
    crc.update(head.duplicate().position(0).limit(BATCH_HEAD_BYTES - 4));
    return (int) crc.getValue();
  }
}
