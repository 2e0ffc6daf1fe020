package dev.bailey.rego.bundle;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Puts documents together into one. Objects merge; whatever else meets is an error. */
final class DataTree {
  /** Of documents that meet; deeper than any by hand, and far from the end of a thread's stack. */
  private static final int MOST_NESTING = 1_000;

  private RegoObject root = RegoObject.EMPTY;

  /**
   * Adds a document below a path.
   *
   * @param file where it comes from
   */
  void put(String file, List<String> path, Value document) throws Unreadable {
    Value wrapped = document;
    for (String part : path.reversed()) {
      wrapped = RegoObject.builder().put(part, wrapped).build();
    }
    if (!(wrapped instanceof RegoObject addition)) {
      throw new Unreadable(file, "document must be of type object");
    }
    root = merge(file, root, addition, 0);
  }

  RegoObject build() {
    return root;
  }

  private static RegoObject merge(String file, RegoObject a, RegoObject b, int depth)
      throws Unreadable {
    if (depth > MOST_NESTING) {
      throw new Unreadable(file, "merge error: nested more than " + MOST_NESTING + " deep");
    }
    if (a.size() == 0) {
      return b;
    }
    RegoObject.Builder both = RegoObject.builder();
    for (int i = 0; i < a.size(); i++) {
      both.put(a.keyAt(i), a.valueAt(i));
    }
    for (int i = 0; i < b.size(); i++) {
      Value key = b.keyAt(i);
      Value there = a.get(key);
      Value added = b.valueAt(i);
      if (there instanceof RegoObject x && added instanceof RegoObject y) {
        both.put(key, merge(file, x, y, depth + 1));
      } else if (there == null || there.equals(added)) {
        both.put(key, added);
      } else {
        String what = key instanceof RegoString s ? s.text() : key.toJson();
        throw new Unreadable(file, "merge error: another document defines " + what + " too");
      }
    }
    return both.build();
  }
}
