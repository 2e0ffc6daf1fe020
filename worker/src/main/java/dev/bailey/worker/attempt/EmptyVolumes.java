package dev.bailey.worker.attempt;

import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import dev.bailey.sys.SparseFile;
import dev.bailey.worker.readback.ResourceCheck;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Empty file systems of limited size as image files: what is written there can fill itself, never
 * the host. Nothing in them needs to survive a crash of the host, so they have no journal.
 *
 * <p>One of each size is made by {@code mke2fs}; the few hundred kilobytes that differ from zeros
 * are then kept in memory, and further images are written from them, which takes a tenth of the
 * time. All images of a size have the same identifier, which ext4 allows.
 */
final class EmptyVolumes {
  /** Sizes kept; the one not used for longest goes first. */
  private static final int KEPT = 8;

  /** An image with more data than this is not kept, in bytes. */
  private static final long MAX_DATA = 8L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OUTPUT_LIMIT = 4096;

  private final Map<Form, List<Data>> known = new LinkedHashMap<>(16, 0.75f, true);

  /** What tells one empty file system from another. */
  private record Form(long size, boolean encrypts) {}

  /** Bytes at a place of an image. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are not changed.
  private record Data(long offset, byte[] bytes) {}

  /**
   * Writes an image that is not there yet.
   *
   * @param room for files, in bytes
   * @param encrypts whether its directories can be encrypted
   */
  void write(Path image, long room, boolean encrypts) throws IOException, InterruptedException {
    long size = ResourceCheck.imageBytes(room);
    Form form = new Form(size, encrypts);
    Optional<List<Data>> format = known(form);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(size);
      for (Data data : format.orElse(List.of())) {
        file.seek(data.offset());
        file.write(data.bytes());
      }
    }
    if (format.isEmpty()) {
      format(image, encrypts);
      learn(image, form);
    }
  }

  private synchronized Optional<List<Data>> known(Form form) {
    return Optional.ofNullable(known.get(form));
  }

  private void learn(Path image, Form form) throws IOException {
    List<SparseFile.Extent> extents = SparseFile.extents(image);
    if (extents.stream().mapToLong(SparseFile.Extent::length).sum() > MAX_DATA) {
      return;
    }
    List<Data> all = new ArrayList<>();
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      for (SparseFile.Extent extent : extents) {
        byte[] bytes = new byte[Math.toIntExact(extent.length())];
        file.seek(extent.offset());
        file.readFully(bytes);
        all.add(new Data(extent.offset(), bytes));
      }
    }
    synchronized (this) {
      known.put(form, List.copyOf(all));
      if (known.size() > KEPT) {
        known.remove(known.keySet().iterator().next());
      }
    }
  }

  private static void format(Path image, boolean encrypts)
      throws IOException, InterruptedException {
    ProcessResult made =
        Processes.run(
            List.of(
                Processes.find("mke2fs"),
                "-q",
                "-F",
                "-t",
                "ext4",
                "-O",
                "^has_journal,^resize_inode" + (encrypts ? ",encrypt" : ""),
                "-m",
                "0",
                "-E",
                "nodiscard,lazy_itable_init=1,root_owner=0:0",
                image.toString()),
            Map.of(),
            new byte[0],
            OUTPUT_LIMIT,
            PATIENCE);
    if (!(made instanceof ProcessResult.Exited exited) || exited.code() != 0) {
      Files.deleteIfExists(image);
      throw new IOException("cannot make a file system for the attempt: " + made);
    }
  }
}
