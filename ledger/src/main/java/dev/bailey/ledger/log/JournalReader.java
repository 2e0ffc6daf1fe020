package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the journal from its oldest segment on and tells an unfinished end from damage. */
final class JournalReader {
  /** Takes each entry in order. */
  @FunctionalInterface
  interface Sink {
    /** Returns what speaks against the entry, if anything does. */
    Optional<String> entry(long index, byte[] entry) throws IOException;
  }

  /** What reading brought. */
  sealed interface Scan {
    /**
     * All that was acknowledged is there.
     *
     * @param starts first index of each segment that is in use
     * @param next index of the entry to come
     * @param link link of the last batch
     * @param goodBytes length of the last segment without an unfinished batch
     * @param unusedSegment a segment whose head was never finished
     */
    record Whole(
        List<Long> starts, long next, Digest link, long goodBytes, Optional<Path> unusedSegment)
        implements Scan {}

    /** Something was changed or is missing. */
    record Bad(String reason, long index) implements Scan {}
  }

  private final Sink sink;
  private final List<Long> starts = new ArrayList<>();
  private long next;
  private Digest link = Digest.NONE;
  private long goodBytes;
  private Optional<Path> unused = Optional.empty();
  private Optional<Scan.Bad> bad = Optional.empty();

  private JournalReader(Sink sink) {
    this.sink = sink;
  }

  static Scan read(Path folder, Sink sink) throws IOException {
    JournalReader reader = new JournalReader(sink);
    List<Path> segments = segments(folder);
    for (int i = 0; i < segments.size() && reader.bad.isEmpty(); i++) {
      reader.segment(segments.get(i), i == segments.size() - 1);
    }
    return reader
        .bad
        .<Scan>map(b -> b)
        .orElseGet(() ->
            new Scan.Whole(
                List.copyOf(reader.starts),
                reader.next,
                reader.link,
                reader.goodBytes,
                reader.unused));
  }

  static List<Path> segments(Path folder) throws IOException {
    List<Path> segments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (JournalForm.firstIndex(file).isPresent()) {
          segments.add(file);
        }
      }
    }
    segments.sort(null);
    return segments;
  }

  private void segment(Path file, boolean last) throws IOException {
    Optional<byte[]> present = Disk.read(file);
    if (present.isEmpty() && starts.isEmpty()) {
      return; // The oldest segment was dropped since the folder was listed.
    }
    byte[] bytes = present.orElseThrow(() -> new NoSuchFileException(file.toString()));
    long start = JournalForm.firstIndex(file).orElseThrow();
    if (last && unfinishedHead(bytes)) {
      unused = Optional.of(file);
      return;
    }
    if (bytes.length < JournalForm.SEGMENT_HEAD_BYTES || !headFits(bytes, start)) {
      fail("the head of journal segment " + file.getFileName() + " was changed", start);
      return;
    }
    starts.add(start);
    next = start;
    link = JournalForm.linkOf(bytes);
    goodBytes = JournalForm.SEGMENT_HEAD_BYTES;
    while (bad.isEmpty() && goodBytes < bytes.length && batch(bytes, last)) {
      // Each batch moves goodBytes on.
    }
    if (!last && bad.isEmpty() && goodBytes < bytes.length) {
      fail("journal segment " + file.getFileName() + " was cut", next);
    }
  }

  /** Takes one batch; false at an unfinished one. */
  private boolean batch(byte[] bytes, boolean last) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = (int) goodBytes;
    int left = bytes.length - at;
    if (last && (left < JournalForm.BATCH_HEAD_BYTES || zeros(bytes, at, bytes.length))) {
      return false;
    }
    Optional<JournalForm.BatchHead> head =
        left < JournalForm.BATCH_HEAD_BYTES ? Optional.empty() : JournalForm.head(in, at);
    if (head.isEmpty() || head.get().firstIndex() != next) {
      fail("the journal was changed", next);
      return false;
    }
    if (left < head.get().totalBytes()) {
      if (!last) {
        fail("the journal was cut", next);
      }
      return false;
    }
    int linkAt = at + JournalForm.BATCH_HEAD_BYTES + head.get().length();
    Digest expected = JournalForm.link(link, in, at, linkAt);
    byte[] found = Arrays.copyOfRange(bytes, linkAt, linkAt + JournalForm.LINK_BYTES);
    if (!expected.equals(Digest.ofRaw(found))) {
      // File systems may extend a file before its data arrives: the end is then zeros.
      if (last && zeros(bytes, linkAt, bytes.length)) {
        return false;
      }
      fail("the journal was changed", next);
      return false;
    }
    entries(in, at + JournalForm.BATCH_HEAD_BYTES, head.get());
    link = expected;
    goodBytes = (long) linkAt + JournalForm.LINK_BYTES;
    return true;
  }

  private void entries(ByteBuffer in, int at, JournalForm.BatchHead head) throws IOException {
    Optional<List<byte[]>> entries = Bundle.decode(in.slice(at, head.length()), head.count());
    if (entries.isEmpty()) {
      fail("the journal was changed", next);
      return;
    }
    for (byte[] entry : entries.get()) {
      Optional<String> objection = sink.entry(next, entry);
      if (objection.isPresent()) {
        fail(objection.get(), next);
        return;
      }
      next++;
    }
  }

  private boolean headFits(byte[] bytes, long start) {
    Digest carried = JournalForm.linkOf(bytes);
    boolean follows =
        starts.isEmpty()
            ? start > 0 || carried.equals(Digest.NONE)
            : start == next && carried.equals(link);
    return follows
        && Arrays.equals(
            Arrays.copyOf(bytes, JournalForm.SEGMENT_HEAD_BYTES),
            JournalForm.segmentHead(start, carried));
  }

  /** A segment's head is flushed before its first batch is written. */
  private static boolean unfinishedHead(byte[] bytes) {
    return bytes.length < JournalForm.SEGMENT_HEAD_BYTES
        || (bytes.length == JournalForm.SEGMENT_HEAD_BYTES && zeros(bytes, 48, bytes.length));
  }

  private static boolean zeros(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void fail(String reason, long index) {
    bad = Optional.of(new Scan.Bad(reason, index));
  }
}
