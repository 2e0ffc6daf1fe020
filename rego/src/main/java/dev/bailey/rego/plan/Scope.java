package dev.bailey.rego.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
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
  private final @Nullable Scope outer;
  private final Map<String, Integer> bound = new HashMap<>();
  private final Map<String, String> same = new HashMap<>();

  /** A scope without locals; the first slots of the frame are taken. */
  Scope(int taken) {
    this(new Slots(), null);
    slots.next = taken;
  }

  private Scope(Slots slots, @Nullable Scope outer) {
    this.slots = slots;
    this.outer = outer;
  }

  Scope inner() {
    return new Scope(slots, this);
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
    return slot(local) != null;
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
    Integer slot = slot(local);
    if (slot == null) {
      throw new IllegalStateException("not bound: " + local);
    }
    return new Op.Local(slot);
  }

  @Nullable Integer slot(String local) {
    return look(find(local), scope -> scope.bound);
  }

  private String find(String local) {
    String at = local;
    for (String next = local; next != null; next = look(at, scope -> scope.same)) {
      at = next;
    }
    return at;
  }

  /** What this scope, or the nearest one around it, says of a local. */
  private <T> @Nullable T look(String local, Function<Scope, Map<String, T>> said) {
    for (Scope at = this; at != null; at = at.outer) {
      T found = said.apply(at).get(local);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
