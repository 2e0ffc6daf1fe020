package dev.bailey.rego.plan;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which locals are bound at a point of a body, and in which slots. Inner scopes see what is bound
 * around them and keep what they bind to themselves; all share the slots of one frame.
 */
final class Scope {
  private static final class Slots {
    int next;
  }

  private final Slots slots;
  private final Map<String, Integer> bound;
  private final Map<String, String> same;

  /** A scope without locals; the first slots of the frame are taken. */
  Scope(int taken) {
    this(new Slots(), new HashMap<>(), new HashMap<>());
    slots.next = taken;
  }

  private Scope(Slots slots, Map<String, Integer> bound, Map<String, String> same) {
    this.slots = slots;
    this.bound = bound;
    this.same = same;
  }

  Scope inner() {
    return new Scope(slots, new HashMap<>(bound), new HashMap<>(same));
  }

  /** How many slots the frame needs. */
  int size() {
    return slots.next;
  }

  /** A slot for a value that has no name. */
  int temporary() {
    return slots.next++;
  }

  boolean isBound(String local) {
    return bound.containsKey(find(local));
  }

  /** Binds a local to a slot of its own. */
  int bind(String local) {
    int slot = slots.next++;
    bound.put(find(local), slot);
    return slot;
  }

  /** Binds a local to a slot that holds its value already. */
  void bind(String local, int slot) {
    bound.put(find(local), slot);
  }

  /** Makes two locals, neither of them bound, one. */
  void unite(String a, String b) {
    String x = find(a);
    String y = find(b);
    if (!x.equals(y)) {
      same.put(x, y);
    }
  }

  Op local(String local) {
    Integer slot = bound.get(find(local));
    if (slot == null) {
      throw new IllegalStateException("not bound: " + local);
    }
    return new Op.Local(slot);
  }

  @Nullable Integer slot(String local) {
    return bound.get(find(local));
  }

  private String find(String local) {
    String at = local;
    for (String next = same.get(at); next != null; next = same.get(at)) {
      at = next;
    }
    return at;
  }
}
