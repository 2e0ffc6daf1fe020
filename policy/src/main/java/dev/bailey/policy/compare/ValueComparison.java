package dev.bailey.policy.compare;

import dev.bailey.policy.compare.Difference.Kind;
import dev.bailey.policy.interpreter.Documents;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two values part by part, so that a difference is named where it is. */
final class ValueComparison {
  /** Below this, values are shown whole. */
  private static final int MOST_DEPTH = 40;

  private final List<Difference> found = new ArrayList<>();

  /**
   * @param before nothing if there is no such value
   */
  static List<Difference> of(String where, @Nullable Value before, @Nullable Value after) {
    ValueComparison comparison = new ValueComparison();
    comparison.compare(where, plain(before), plain(after), 0);
    return comparison.found;
  }

  private static @Nullable Value plain(@Nullable Value value) {
    return value == null ? null : Documents.plain(value);
  }

  private void compare(String where, @Nullable Value before, @Nullable Value after, int depth) {
    if (before == null ? after == null : before.equals(after)) {
      return;
    }
    if (depth < MOST_DEPTH && before instanceof RegoObject a && after instanceof RegoObject b) {
      objects(where, a, b, depth);
    } else if (depth < MOST_DEPTH
        && before instanceof RegoArray a
        && after instanceof RegoArray b) {
      arrays(where, items(a), items(b), depth);
    } else {
      found.add(new Difference(where, text(before), text(after), Kind.VALUE));
    }
  }

  private void objects(String where, RegoObject before, RegoObject after, int depth) {
    TreeSet<Value> keys = new TreeSet<>();
    before.forEach((key, value) -> keys.add(key));
    after.forEach((key, value) -> keys.add(key));
    for (Value key : keys) {
      compare(where + step(key), before.get(key), after.get(key), depth + 1);
    }
  }

  /** What stands alike at both ends is left out, so that one more item is one difference. */
  private void arrays(String where, List<Value> before, List<Value> after, int depth) {
    int least = Math.min(before.size(), after.size());
    int start = 0;
    while (start < least && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < least - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    int left = before.size() - end;
    int right = after.size() - end;
    for (int i = start; i < Math.max(left, right); i++) {
      compare(
          where + "[" + i + "]",
          i < left ? before.get(i) : null,
          i < right ? after.get(i) : null,
          depth + 1);
    }
  }

  private static List<Value> items(RegoArray array) {
    List<Value> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static String step(Value key) {
    return key instanceof RegoString name && name.text().matches("[A-Za-z_]\\w*")
        ? "." + name.text()
        : "[" + key.toJson() + "]";
  }

  private static Optional<String> text(@Nullable Value value) {
    return value == null ? Optional.empty() : Optional.of(value.toJson());
  }
}
