package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers, in a context, the value of a node by the values of a few slots. */
final class Remembered extends Node {
  /** After so many values that came once, remembering has to pay. */
  private static final int TRIAL = 64;

  private final Node value;
  private final int[] slots;
  private final int site;

  Remembered(Node value, int[] slots, int site) {
    this.value = value;
    this.slots = slots;
    this.site = site;
  }

  private static final class Known {
    final Map<Value, Value> values = new HashMap<>();
    int hits;
    boolean useless;
  }

  @Override
  @Nullable Value eval(Context c, Value[] frame) {
    Known known = known(c);
    Value key = known.useless ? null : key(frame);
    if (key == null) {
      return value.eval(c, frame);
    }
    Value found = known.values.get(key);
    if (found != null) {
      known.hits++;
      return found;
    }
    found = value.eval(c, frame);
    if (found != null) {
      known.values.put(key, found);
      if (known.values.size() >= TRIAL && known.hits < known.values.size() / 4) {
        known.useless = true;
        known.values.clear();
      }
    }
    return found;
  }

  private Known known(Context c) {
    if (c.remembered(site) instanceof Known known) {
      return known;
    }
    Known known = new Known();
    c.remember(site, known);
    return known;
  }

  /** The values of the slots; null if one has none. */
  private @Nullable Value key(Value[] frame) {
    if (slots.length == 1) {
      return frame[slots[0]];
    }
    Value[] all = new Value[slots.length];
    for (int i = 0; i < slots.length; i++) {
      if (frame[slots[i]] == null) {
        return null;
      }
      all[i] = frame[slots[i]];
    }
    return RegoArray.wrap(all);
  }
}
