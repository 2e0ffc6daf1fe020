package dev.bailey.rego.bundle;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts documents together into one. Objects merge; whatever else meets is an error. */
final class DataTree {
  /** Of folders and of documents that meet; deeper than any by hand, and fit for any stack. */
  private static final int MOST_NESTING = 1_000;

  private final Branch root = new Branch();

  /** What stands below a path: a document, or several that met. */
  private sealed interface Node {}

  private record Leaf(Value value) implements Node {}

  private record Branch(Map<Value, Node> below) implements Node {
    Branch() {
      this(new LinkedHashMap<>());
    }

    RegoObject build() {
      RegoObject.Builder all = RegoObject.builder();
      below.forEach((key, node) ->
          all.put(
              key,
              switch (node) {
                case Leaf leaf -> leaf.value;
                case Branch branch -> branch.build();
              }));
      return all.build();
    }
  }

  /**
   * Adds a document below a path.
   *
   * @param file where it comes from
   */
  void put(String file, List<String> path, Value document) throws Unreadable {
    if (path.size() > MOST_NESTING) {
      throw tooDeep(file);
    }
    Branch at = root;
    for (int i = 0; i < path.size() - 1; i++) {
      at = branch(file, at, RegoString.of(path.get(i)));
    }
    if (!path.isEmpty()) {
      put(file, at, RegoString.of(path.getLast()), document, path.size());
    } else if (document instanceof RegoObject whole) {
      merge(file, root, whole, 0);
    } else {
      throw new Unreadable(file, "document must be of type object");
    }
  }

  RegoObject build() {
    return root.build();
  }

  /** What stands at a key as a branch, made if nothing is there. */
  private static Branch branch(String file, Branch at, Value key) throws Unreadable {
    Branch branch =
        switch (at.below.get(key)) {
          case null -> new Branch();
          case Branch there -> there;
          case Leaf(RegoObject there) -> {
            Branch opened = new Branch();
            there.forEach((k, v) -> opened.below.put(k, new Leaf(v)));
            yield opened;
          }
          case Leaf other -> throw meets(file, key);
        };
    at.below.put(key, branch);
    return branch;
  }

  private static void merge(String file, Branch into, RegoObject added, int depth)
      throws Unreadable {
    if (depth > MOST_NESTING) {
      throw tooDeep(file);
    }
    for (int i = 0; i < added.size(); i++) {
      put(file, into, added.keyAt(i), added.valueAt(i), depth + 1);
    }
  }

  private static void put(String file, Branch into, Value key, Value added, int depth)
      throws Unreadable {
    Node there = into.below.get(key);
    if (there == null) {
      into.below.put(key, new Leaf(added));
    } else if (added instanceof RegoObject object) {
      merge(file, branch(file, into, key), object, depth);
    } else if (!there.equals(new Leaf(added))) {
      throw meets(file, key);
    }
  }

  private static Unreadable meets(String file, Value key) {
    String what = key instanceof RegoString s ? s.text() : key.toJson();
    return new Unreadable(file, "merge error: another document defines " + what + " too");
  }

  private static Unreadable tooDeep(String file) {
    return new Unreadable(file, "merge error: nested more than " + MOST_NESTING + " deep");
  }
}
