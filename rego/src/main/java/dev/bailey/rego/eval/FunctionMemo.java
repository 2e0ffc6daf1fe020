package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a function gave, by arguments. Collections count as the same only if they are the same
 * object, so that a large one need not be looked through.
 */
final class FunctionMemo {
  /** After so many calls, remembering has to pay. */
  private static final int TRIAL = 64;

  private Value[][] keys = new Value[16][];
  private Object[] results = new Object[16];
  private int size;
  private int hits;
  private boolean useless;

  boolean isUseless() {
    return useless;
  }

  /** What was remembered for the first slots of a frame; null if nothing was. */
  @Nullable Object find(Value[] frame, int count) {
    int at = slot(frame, count);
    if (keys[at] == null) {
      return null;
    }
    hits++;
    return results[at];
  }

  void put(Value[] key, @Nullable Value value) {
    if (size >= TRIAL && hits < size / 4) {
      useless = true;
      keys = new Value[1][];
      results = new Object[1];
      return;
    }
    if (2 * size >= keys.length) {
      grow();
    }
    int at = slot(key, key.length);
    if (keys[at] == null) {
      size++;
    }
    keys[at] = key;
    results[at] = value == null ? Context.UNDEFINED : value;
  }

  private void grow() {
    Value[][] oldKeys = keys;
    Object[] oldResults = results;
    keys = new Value[2 * oldKeys.length][];
    results = new Object[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) {
        int at = slot(oldKeys[i], oldKeys[i].length);
        keys[at] = oldKeys[i];
        results[at] = oldResults[i];
      }
    }
  }

  private int slot(Value[] values, int count) {
    int h = 0;
    for (int i = 0; i < count; i++) {
      Value value = values[i];
      h = 31 * h + (isCollection(value) ? System.identityHashCode(value) : value.hashCode());
    }
    int mask = keys.length - 1;
    int at = (h ^ h >>> 16) & mask;
    while (keys[at] != null && !same(keys[at], values, count)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  @SuppressWarnings("ReferenceEquality") // that is the point
  private static boolean same(Value[] key, Value[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (key[i] != values[i] && (isCollection(key[i]) || !key[i].equals(values[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCollection(Value value) {
    return value instanceof RegoObject || value instanceof RegoArray || value instanceof RegoSet;
  }
}
