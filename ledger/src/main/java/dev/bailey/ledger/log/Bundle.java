package dev.bailey.ledger.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries one after another, each after its length in two bytes, big-endian. */
final class Bundle {
  static final int LENGTH_BYTES = 2;

  private Bundle() {}

  static int bytes(List<byte[]> entries) {
    int total = 0;
    for (byte[] entry : entries) {
      total += LENGTH_BYTES + entry.length;
    }
    return total;
  }

  static void put(ByteBuffer out, List<byte[]> entries) {
    for (byte[] entry : entries) {
      out.putShort((short) entry.length).put(entry);
    }
  }

  static byte[] encode(List<byte[]> entries) {
    ByteBuffer out = ByteBuffer.allocate(bytes(entries));
    put(out, entries);
    return out.array();
  }

  /** Exactly that many entries, or nothing. */
  static Optional<List<byte[]>> decode(ByteBuffer in, int count) {
    List<byte[]> entries = new ArrayList<>();
    while (entries.size() < count) {
      if (in.remaining() < LENGTH_BYTES) {
        return Optional.empty();
      }
      int length = Short.toUnsignedInt(in.getShort());
      if (length > in.remaining()) {
        return Optional.empty();
      }
      byte[] entry = new byte[length];
      in.get(entry);
      entries.add(entry);
    }
    return in.hasRemaining() ? Optional.empty() : Optional.of(entries);
  }
}
