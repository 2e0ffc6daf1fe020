package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import java.util.Arrays;

/** Places of elements by the hash of the values at some paths in them; equal hashes in order. */
final class JoinTable {
  private final int[] heads;
  private final int[] next;

  private JoinTable(int[] heads, int[] next) {
    this.heads = heads;
    this.next = next;
  }

  static JoinTable of(Value all, Value[][] paths) {
    int size = all.size();
    int[] heads = new int[Integer.highestOneBit(size) * 2];
    int[] next = new int[size];
    Arrays.fill(heads, -1);
    Value[] parts = new Value[paths.length];
    for (int i = size - 1; i >= 0; i--) {
      Value element = Join.element(all, i);
      boolean complete = true;
      for (int k = 0; k < paths.length && complete; k++) {
        Value part = Join.part(element, paths[k]);
        complete = part != null;
        if (part != null) {
          parts[k] = part;
        }
      }
      if (complete) {
        int slot = hash(parts) & (heads.length - 1);
        next[i] = heads[slot];
        heads[slot] = i;
      }
    }
    return new JoinTable(heads, next);
  }

  private static int hash(Value[] values) {
    int h = 0;
    for (Value value : values) {
      h = 31 * h + value.hashCode();
    }
    h ^= h >>> 16;
    return h;
  }

  /** The place of the first element that may have these values; -1: none. */
  int first(Value[] values) {
    return heads[hash(values) & (heads.length - 1)];
  }

  /** The place of the next one after a place. */
  int next(int place) {
    return next[place];
  }
}
