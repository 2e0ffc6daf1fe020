package dev.bailey.rego.value;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Values by key; keys may be any values. */
public final class RegoObject implements Value {
  public static final RegoObject EMPTY = new RegoObject(KeyTable.EMPTY, new Value[0]);

  /** May be shared with other objects that have the same keys. */
  final KeyTable keys;

  /** In the order of {@code keys.items}. */
  final Value[] values;

  private int hash;
  private int weight;
  private byte json;

  RegoObject(KeyTable keys, Value[] values) {
    this.keys = keys;
    this.values = values;
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

  public static RegoObject of(String key, Value value) {
    return builder().put(key, value).build();
  }

  @Override
  public @Nullable Value get(Value key) {
    int place = keys.find(key);
    return place < 0 ? null : values[place];
  }

  public @Nullable Value get(RegoString key) {
    int place = keys.find(key);
    return place < 0 ? null : values[place];
  }

  public @Nullable Value get(String key) {
    int place = keys.find(key);
    return place < 0 ? null : values[place];
  }

  public boolean containsKey(Value key) {
    return keys.find(key) >= 0;
  }

  @Override
  public int size() {
    return values.length;
  }

  /** The key at a place in the order of keys. */
  public Value keyAt(int index) {
    return keys.items[keys.place(index)];
  }

  /** The value that belongs to {@link #keyAt}. */
  public Value valueAt(int index) {
    return values[keys.place(index)];
  }

  /** The keys one by one in no particular order, for uses to which the order is the same. */
  public Value unorderedKey(int index) {
    return keys.items[index];
  }

  /** The value that belongs to {@link #unorderedKey}. */
  public Value unorderedValue(int index) {
    return values[index];
  }

  /**
   * Something that objects share only if they have the same keys: where {@code shape()} is the same
   * object, {@link #slot} of a key is the same number.
   */
  public Object shape() {
    return keys;
  }

  /** The argument with which {@link #unorderedValue} gives the value of a key; -1 without one. */
  public int slot(Value key) {
    return keys.find(key);
  }

  /** The keys as a set. */
  public RegoSet keySet() {
    return RegoSet.of(keys);
  }

  /** Visits all entries in the order of keys. */
  public void forEach(BiConsumer<? super Value, ? super Value> visitor) {
    for (int i = 0; i < size(); i++) {
      visitor.accept(keyAt(i), valueAt(i));
    }
  }

  /** With a key set to a value. */
  public RegoObject put(Value key, Value value) {
    int place = keys.find(key);
    if (place >= 0) {
      Value[] changed = values.clone();
      changed[place] = value;
      return new RegoObject(keys, changed);
    }
    Value[] more = Arrays.copyOf(values, values.length + 1);
    more[values.length] = value;
    return new RegoObject(keys.with(key), more);
  }

  /** Without a key. */
  public RegoObject remove(Value key) {
    int place = keys.find(key);
    if (place < 0) {
      return this;
    }
    if (values.length == 1) {
      return EMPTY;
    }
    Value[] fewer = new Value[values.length - 1];
    System.arraycopy(values, 0, fewer, 0, place);
    System.arraycopy(values, place + 1, fewer, place, fewer.length - place);
    return new RegoObject(keys.without(place), fewer);
  }

  @Override
  public boolean isJson() {
    return isJson(0);
  }

  boolean isJson(int depth) {
    if (json == JsonForm.UNKNOWN) {
      json = JsonForm.strings(keys.items) ? JsonForm.of(values, depth) : JsonForm.NO;
    }
    return json == JsonForm.YES;
  }

  @Override
  public Kind kind() {
    return Kind.OBJECT;
  }

  boolean same(RegoObject other, int depth) {
    if (size() != other.size() || (hash != 0 && other.hash != 0 && hash != other.hash)) {
      return false;
    }
    if (depth > Hash.MAX_DEPTH) {
      return new Deep().compare(this, other) == 0;
    }
    boolean shared = keys == other.keys;
    for (int i = 0; i < values.length; i++) {
      int place = shared ? i : other.keys.find(keys.items[i], depth + 1);
      if (place < 0 || !Order.same(values[i], other.values[place], depth + 1)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoObject o && same(o, 0);
  }

  boolean isWeighed() {
    return weight != 0;
  }

  int weight(int depth) {
    int w = weight;
    if (w == 0) {
      w = depth > Hash.MAX_DEPTH ? Deep.weight(this) : Weight.of(keys.items, values, depth);
      weight = w;
    }
    return w;
  }

  boolean isHashed() {
    return hash != 0;
  }

  int hash(int depth) {
    int h = hash;
    if (h == 0) {
      if (depth > Hash.MAX_DEPTH) {
        return Deep.hash(this);
      }
      long sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += Hash.scatter(Hash.of(keys.items[i], depth + 1), Hash.of(values[i], depth + 1));
      }
      h = Hash.finish(Hash.OBJECT, sum);
      hash = h;
    }
    return h;
  }

  @Override
  public int hashCode() {
    return hash(0);
  }

  @Override
  public String toString() {
    return Render.rego(this);
  }

  /** Collects entries; used by one thread. */
  public static final class Builder {
    private final KeyTable.Builder keys = new KeyTable.Builder();
    private Value[] values = new Value[KeyTable.SMALL];

    private Builder() {}

    /** Sets a key, in place of an earlier value. */
    public Builder put(Value key, Value value) {
      int place = keys.add(key);
      if (place == values.length) {
        values = Arrays.copyOf(values, 2 * place);
      }
      values[place < 0 ? ~place : place] = value;
      return this;
    }

    public Builder put(String key, Value value) {
      return put(RegoString.of(key), value);
    }

    /** Sets a key unless it has a value already; that value, or {@code null} if it had none. */
    public @Nullable Value putIfAbsent(Value key, Value value) {
      int place = keys.find(key);
      if (place >= 0) {
        return values[place];
      }
      put(key, value);
      return null;
    }

    /** Adds all entries of an object, in place of earlier values. */
    public Builder putAll(RegoObject other) {
      if (keys.size() == 0) {
        keys.addAll(other.keys);
        values = Arrays.copyOf(other.values, Math.max(KeyTable.SMALL, other.size()));
      } else {
        for (int i = 0; i < other.values.length; i++) {
          put(other.keys.items[i], other.values[i]);
        }
      }
      return this;
    }

    /** The value that the key has so far. */
    public @Nullable Value get(Value key) {
      int place = keys.find(key);
      return place < 0 ? null : values[place];
    }

    public int size() {
      return keys.size();
    }

    /** The object so far; the builder is empty afterwards and may be used again. */
    public RegoObject build() {
      int size = keys.size();
      if (size == 0) {
        return EMPTY;
      }
      Value[] all = Arrays.copyOf(values, size);
      Arrays.fill(values, 0, size, null);
      return new RegoObject(keys.build(), all);
    }
  }
}
