package dev.bailey.rego.value;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Values by key; keys may be any values. */
public final class RegoObject implements Value {
  public static final RegoObject EMPTY = new RegoObject(new HashMap<>());

  private final Map<Value, Value> entries;
  private Value @Nullable [] sorted;

  private RegoObject(Map<Value, Value> entries) {
    this.entries = entries;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** An object with these entries; those later in the map's order win over equal keys. */
  public static RegoObject of(Map<? extends Value, ? extends Value> entries) {
    Builder builder = builder();
    entries.forEach(builder::put);
    return builder.build();
  }

  @Override
  public @Nullable Value get(Value key) {
    return entries.get(key);
  }

  public @Nullable Value get(String key) {
    return get(RegoString.of(key));
  }

  @Override
  public int size() {
    return entries.size();
  }

  /** The key at a place in the order of keys. */
  public Value keyAt(int index) {
    return keys()[index];
  }

  /** The value that belongs to {@link #keyAt}. */
  public Value valueAt(int index) {
    Value value = entries.get(keyAt(index));
    if (value == null) {
      throw new IllegalStateException();
    }
    return value;
  }

  /** Visits all entries in the order of keys. */
  public void forEach(BiConsumer<? super Value, ? super Value> visitor) {
    for (int i = 0; i < size(); i++) {
      visitor.accept(keyAt(i), valueAt(i));
    }
  }

  private Value[] keys() {
    Value[] keys = sorted;
    if (keys == null) {
      keys = entries.keySet().stream().sorted().toArray(Value[]::new);
      sorted = keys;
    }
    return keys;
  }

  @Override
  public Kind kind() {
    return Kind.OBJECT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoObject o && entries.equals(o.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return Render.rego(this);
  }

  /** Collects entries; used by one thread and built once. */
  public static final class Builder {
    private final Map<Value, Value> entries = new HashMap<>();

    private Builder() {}

    /** Sets a key, in place of an earlier value. */
    public Builder put(Value key, Value value) {
      entries.put(key, value);
      return this;
    }

    public Builder put(String key, Value value) {
      return put(RegoString.of(key), value);
    }

    /** The value that the key has so far. */
    public @Nullable Value get(Value key) {
      return entries.get(key);
    }

    public int size() {
      return entries.size();
    }

    public RegoObject build() {
      return entries.isEmpty() ? EMPTY : new RegoObject(entries);
    }
  }
}
