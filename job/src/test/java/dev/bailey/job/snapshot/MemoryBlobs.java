package dev.bailey.job.snapshot;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory that count what is staged and can act while a stream is read. */
public class MemoryBlobs implements Blobs {
  private final Map<Digest, byte[]> published = new ConcurrentHashMap<>();
  private final Set<Object> open = new HashSet<>();
  private final Runnable whileReading;

  /** Blobs without surprises. */
  public MemoryBlobs() {
    this(() -> {});
  }

  /** Blobs that do something after the first bytes of each stream. */
  public MemoryBlobs(Runnable whileReading) {
    this.whileReading = whileReading;
  }

  /** How much is staged and neither published nor discarded. */
  public int staged() {
    return open.size();
  }

  /** Replaces published bytes. */
  public void damage(Digest digest, byte[] bytes) {
    published.put(digest, bytes);
  }

  /** Drops published bytes. */
  public void lose(Digest digest) {
    published.remove(digest);
  }

  /** Publishes these bytes. */
  public Digest keep(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    published.put(digest, bytes.clone());
    return digest;
  }

  /** All that is published. */
  public Map<Digest, byte[]> all() {
    return Map.copyOf(published);
  }

  @Override
  public Staged stage(InputStream bytes, long limit) throws IOException {
    byte[] first = bytes.readNBytes((int) Math.min(8, limit));
    whileReading.run();
    byte[] rest = bytes.readNBytes((int) Math.min(limit - first.length + 1, 1 << 26));
    byte[] all = java.util.Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    if (all.length > limit) {
      return new Staged.TooLarge(limit);
    }
    Held held = new Held(all);
    open.add(held);
    return held;
  }

  @Override
  public boolean has(Digest digest) {
    return published.containsKey(digest);
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return new ByteArrayInputStream(
        Optional.ofNullable(published.get(digest))
            .orElseThrow(() -> new IOException("no bytes with " + digest)));
  }

  private final class Held implements Staged.Whole {
    private final byte[] bytes;

    Held(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public Digest digest() {
      return Digest.of(bytes);
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void publish() {
      open.remove(this);
      published.put(digest(), bytes);
    }

    @Override
    public void discard() {
      open.remove(this);
    }
  }
}
