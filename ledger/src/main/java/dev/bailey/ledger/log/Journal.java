package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Appends batches and flushes them. One thread appends; another may drop old segments.
 *
 * <p>The file grows as it is written. Writing into a preallocated file flushes a little faster
 * (0.13 instead of 0.18 ms on ext4 over a virtual disk), but then a crash can leave holes inside a
 * batch that look like an edit.
 */
final class Journal implements AutoCloseable {
  private final Path folder;
  private final JournalIo io;
  private final NavigableSet<Long> starts;
  private FileChannel out;
  private long position;
  private long next;
  private Digest link;

  private Journal(Path folder, JournalIo io, JournalReader.Scan.Whole scan, FileChannel out) {
    this.folder = folder;
    this.io = io;
    this.starts = new ConcurrentSkipListSet<>(scan.starts());
    this.out = out;
    this.position = scan.goodBytes();
    this.next = scan.next();
    this.link = scan.link();
  }

  /** Starts the journal of a new log. */
  static void create(Path folder) throws IOException {
    Files.createDirectories(folder);
    Disk.write(JournalForm.segment(folder, 0), JournalForm.segmentHead(0, Digest.NONE));
    Disk.syncFolder(folder);
  }

  /** Continues after what was read, without an unfinished end. */
  static Journal resume(Path folder, JournalIo io, JournalReader.Scan.Whole scan)
      throws IOException {
    if (scan.unusedSegment().isPresent()) {
      Files.delete(scan.unusedSegment().get());
    }
    FileChannel out =
        FileChannel.open(
            JournalForm.segment(folder, scan.starts().getLast()), StandardOpenOption.WRITE);
    out.truncate(scan.goodBytes());
    out.force(true);
    Disk.syncFolder(folder);
    return new Journal(folder, io, scan, out);
  }

  long next() {
    return next;
  }

  /** Returns when these entries are on disk. */
  void append(List<byte[]> entries) throws IOException {
    if (position > JournalForm.SEGMENT_BYTES) {
      startSegment();
    }
    ByteBuffer batch = JournalForm.batch(next, entries, link);
    Digest newLink = JournalForm.linkAtEnd(batch);
    int length = batch.remaining();
    try {
      io.write(out, batch, position);
      io.force(out);
    } catch (IOException failed) {
      withdraw(failed);
      throw failed;
    }
    position += length;
    next += entries.size();
    link = newLink;
  }

  /** Removes segments all of whose entries are below this index. */
  void dropBelow(long index) throws IOException {
    while (starts.size() > 1 && starts.higher(starts.first()) <= index) {
      Files.deleteIfExists(JournalForm.segment(folder, starts.first()));
      starts.pollFirst();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Tries to leave no trace of a batch that nobody will be told is on disk. */
  private void withdraw(IOException reason) {
    try {
      out.truncate(position);
      io.force(out);
    } catch (IOException also) {
      reason.addSuppressed(also);
    }
  }

  private void startSegment() throws IOException {
    Path file = JournalForm.segment(folder, next);
    Disk.write(file, JournalForm.segmentHead(next, link));
    Disk.syncFolder(folder);
    FileChannel fresh = FileChannel.open(file, StandardOpenOption.WRITE);
    out.close();
    out = fresh;
    position = JournalForm.SEGMENT_HEAD_BYTES;
    starts.add(next);
  }
}
