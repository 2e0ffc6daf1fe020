package dev.bailey.rego.builtin;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers what was made from a few recent keys, such as compiled patterns. Its size is fixed: a
 * newer key takes the place of an older one. Threads share it without locks; at worst a value is
 * made twice.
 */
public final class Memo<K, V> {
  private final AtomicReferenceArray<Entry<K, V>> entries;
  private final Maker<K, V> maker;

  private record Entry<K, V>(K key, V value) {}

  /** Makes the value of a key. */
  @FunctionalInterface
  public interface Maker<K, V> {
    V make(K key) throws BuiltinException;
  }

  /** {@code size} is a power of two. */
  public Memo(int size, Maker<K, V> maker) {
    this.entries = new AtomicReferenceArray<>(size);
    this.maker = maker;
  }

  public V get(K key) throws BuiltinException {
    int hash = key.hashCode();
    int mask = entries.length() - 1;
    int first = (hash ^ (hash >>> 16)) & mask;
    Entry<K, V> entry = entries.get(first);
    if (entry != null && entry.key.equals(key)) {
      return entry.value;
    }
    int second = ((hash * 0x9E3779B9) >>> 7) & mask;
    Entry<K, V> other = entries.get(second);
    if (other != null && other.key.equals(key)) {
      return other.value;
    }
    Entry<K, V> made = new Entry<>(key, maker.make(key));
    entries.set(entry == null ? first : second, made);
    return made.value;
  }
}
