package dev.bailey.rego.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in order. */
public final class RegoArray implements Value, Iterable<Value> {
  public static final RegoArray EMPTY = new RegoArray(new Value[0]);

  private final Value[] items;

  private RegoArray(Value[] items) {
    this.items = items;
  }

  public static RegoArray of(Value... items) {
    return items.length == 0 ? EMPTY : new RegoArray(items.clone());
  }

  public static RegoArray of(Collection<? extends Value> items) {
    return items.isEmpty() ? EMPTY : new RegoArray(items.toArray(Value[]::new));
  }

  /** Takes the array over without copying it; nobody may change it afterwards. */
  public static RegoArray wrap(Value[] items) {
    return items.length == 0 ? EMPTY : new RegoArray(items);
  }

  /** The element at an index from 0 to {@code size() - 1}. */
  public Value at(int index) {
    return items[index];
  }

  @Override
  public @Nullable Value get(Value key) {
    if (key instanceof RegoNumber n && n.isLong()) {
      long index = n.longValue();
      return index >= 0 && index < items.length ? items[(int) index] : null;
    }
    return null;
  }

  @Override
  public int size() {
    return items.length;
  }

  @Override
  public Iterator<Value> iterator() {
    return List.of(items).iterator();
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoArray a && Arrays.equals(items, a.items);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items);
  }

  @Override
  public String toString() {
    return Render.rego(this);
  }
}
