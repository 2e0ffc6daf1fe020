package dev.bailey.sys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a stream to its end by a virtual thread and keeps the first bytes. */
final class BoundedOutput {
  private final InputStream source;
  private final int limit;
  private final Thread reader;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean truncated;

  BoundedOutput(InputStream source, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("negative limit");
    }
    this.source = source;
    this.limit = limit;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException e) {
      // Closed by finish(); what was read so far counts.
    }
  }

  private synchronized void keep(byte[] buffer, int count) {
    int room = Math.min(count, limit - kept.size());
    kept.write(buffer, 0, room);
    truncated |= room < count;
  }

  void finish(Duration grace) throws InterruptedException {
    if (!reader.join(grace)) {
      try {
        source.close();
      } catch (IOException e) {
        // Nothing more is wanted from it.
      }
    }
  }

  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  synchronized boolean truncated() {
    return truncated;
  }
}
