package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lookups in base documents. Their places are named by texts: a number is as good as its text as a
 * key of an object, and a text of digits is as good as a number as an index.
 */
final class BaseData {
  private BaseData() {}

  static @Nullable Value get(Value value, Value key) {
    return switch (value) {
      case RegoObject object -> {
        Value found = object.get(key);
        yield found == null && key instanceof RegoNumber n
            ? object.get(RegoString.of(n.text()))
            : found;
      }
      case RegoArray array -> {
        String text =
            switch (key) {
              case RegoNumber n -> n.text();
              case RegoString s -> s.text();
              default -> "";
            };
        yield key instanceof RegoNumber n && n.isCustomaryLong()
            ? array.get(n.longValue())
            : at(array, text);
      }
      default -> value.get(key);
    };
  }

  private static @Nullable Value at(RegoArray array, String text) {
    int from = text.startsWith("+") ? 1 : 0;
    long index = 0;
    for (int i = from; i < text.length() && index >= 0; i++) {
      char c = text.charAt(i);
      index = c >= '0' && c <= '9' && index < Integer.MAX_VALUE ? 10 * index + c - '0' : -1;
    }
    return text.length() > from ? array.get(index) : null;
  }

  static @Nullable Value find(@Nullable Value start, List<Value> path) {
    Value at = start;
    for (int i = 0; i < path.size() && at != null; i++) {
      at = get(at, path.get(i));
    }
    return at;
  }

  /** Two documents as one: objects are merged; where something else meets, the first one wins. */
  static Value merge(Value first, Value second) {
    if (!(first instanceof RegoObject a) || !(second instanceof RegoObject b)) {
      return first;
    }
    if (a.size() == 0) {
      return b;
    }
    RegoObject.Builder out = RegoObject.builder();
    out.putAll(b);
    for (int i = 0; i < a.size(); i++) {
      Value key = a.unorderedKey(i);
      Value other = b.get(key);
      Value value = a.unorderedValue(i);
      out.put(key, other == null ? value : merge(value, other));
    }
    return out.build();
  }
}
