package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the events of one subject without a scan.
 *
 * <p>{@code links} has eight bytes per event of the log: the index of the same subject's event
 * before it, or -1. {@code closed/<xx>} has a record of 24 bytes per closed attempt: half of the
 * digest of its name, and the index of its last event. Nothing here is trusted: a reader checks
 * each event it is led to.
 */
final class SubjectIndex implements AutoCloseable {
  private static final int LINK_BYTES = 8;
  private static final int NAME_BYTES = 16;
  private static final int CLOSED_BYTES = NAME_BYTES + 8;

  private final Path folder;
  private final FileChannel links;
  private final RandomAccessFile lookup;
  private final Set<Path> touched = new LinkedHashSet<>();

  private SubjectIndex(Path folder, FileChannel links, RandomAccessFile lookup) {
    this.folder = folder;
    this.links = links;
    this.lookup = lookup;
  }

  static SubjectIndex open(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("closed"));
    Path file = folder.resolve("links");
    FileChannel links = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new SubjectIndex(folder, links, new RandomAccessFile(file.toFile(), "r"));
  }

  /** Number of events that have a link. */
  long linked() throws IOException {
    return links.size() / LINK_BYTES;
  }

  /** Sets the links of consecutive events. */
  void link(long firstIndex, long[] previous) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(previous.length * LINK_BYTES);
    for (long each : previous) {
      bytes.putLong(each);
    }
    Disk.writeFully(links, bytes.flip(), firstIndex * LINK_BYTES);
  }

  /** Index of the subject's event before the one at this index, or -1. */
  long previous(long index) {
    synchronized (lookup) {
      try {
        lookup.seek(index * LINK_BYTES);
        return lookup.readLong();
      } catch (IOException unreadable) {
        throw new LedgerException(
            LedgerException.Code.IO, "cannot read the ledger's index", unreadable);
      }
    }
  }

  /** Remembers where a closed attempt ends; saying it again does no harm. */
  void close(Subject subject, long lastIndex) throws IOException {
    byte[] name = name(subject);
    Path file = bucket(name);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = out.size() / CLOSED_BYTES * CLOSED_BYTES;
      ByteBuffer entry = ByteBuffer.allocate(CLOSED_BYTES).put(name).putLong(lastIndex);
      Disk.writeFully(out, entry.flip(), end);
    }
    touched.add(file);
  }

  /** Index of the last event of a closed attempt. */
  OptionalLong closed(Subject subject) {
    byte[] name = name(subject);
    try {
      ByteBuffer all = ByteBuffer.wrap(Disk.read(bucket(name)).orElse(new byte[0]));
      byte[] each = new byte[NAME_BYTES];
      while (all.remaining() >= CLOSED_BYTES) {
        all.get(each);
        long lastIndex = all.getLong();
        if (Arrays.equals(each, name)) {
          return OptionalLong.of(lastIndex);
        }
      }
      return OptionalLong.empty();
    } catch (IOException unreadable) {
      throw new LedgerException(
          LedgerException.Code.IO, "cannot read the ledger's index", unreadable);
    }
  }

  /** Forgets every closed attempt, before they are all found again. */
  void clear() throws IOException {
    for (int i = 0; i < 256; i++) {
      Files.deleteIfExists(folder.resolve("closed").resolve(String.format("%02x", i)));
    }
  }

  /** Puts everything said so far on disk. */
  void force() throws IOException {
    links.force(false);
    for (Path file : touched) {
      try (FileChannel bucket = FileChannel.open(file, StandardOpenOption.WRITE)) {
        bucket.force(true);
      }
    }
    touched.clear();
    Disk.syncFolder(folder.resolve("closed"));
    Disk.syncFolder(folder);
  }

  @Override
  public void close() throws IOException {
    links.close();
    lookup.close();
  }

  private Path bucket(byte[] name) {
    return folder.resolve("closed").resolve(String.format("%02x", name[0]));
  }

  private static byte[] name(Subject subject) {
    byte[] text = (subject.attempt() + "/" + subject.job()).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Digest.of(text).raw(), NAME_BYTES);
  }
}
