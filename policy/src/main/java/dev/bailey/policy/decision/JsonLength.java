package dev.bailey.policy.decision;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/**
 * How long the JSON of a value is at least, whatever is redacted in it. Counts no further than
 * somebody cares, so that a message that is far too long need not be written to find out.
 */
final class JsonLength {
  /** What lies deeper is not counted, so that no value can exhaust a stack. */
  private static final int MAX_DEPTH = 500;

  private long left;

  private JsonLength(long most) {
    left = most;
  }

  /** Whether the JSON of a value certainly has more characters than this. */
  static boolean exceeds(Value value, long most) {
    JsonLength length = new JsonLength(most);
    length.count(value, 0);
    return length.left < 0;
  }

  private void count(Value value, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    switch (value) {
      case RegoString text -> left -= text.text().length() + 2;
      case RegoArray array -> items(array, array.size(), depth);
      case RegoSet set -> items(set, set.size(), depth);
      case RegoObject object -> {
        left -= 2;
        for (int i = 0; i < object.size() && left >= 0; i++) {
          left -= i == 0 ? 1 : 2;
          Value key = object.keyAt(i);
          count(key, depth + 1);
          if (!key.equals(Redaction.CAPABILITIES)) {
            count(object.valueAt(i), depth + 1);
          }
        }
      }
      default -> left--;
    }
  }

  private void items(Iterable<Value> items, int size, int depth) {
    left -= 2L + Math.max(0, size - 1);
    for (Value item : items) {
      if (left < 0) {
        return;
      }
      count(item, depth + 1);
    }
  }
}
