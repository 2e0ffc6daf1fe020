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
  private int hash;
  private int weight;
  private byte json;

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
    return key instanceof RegoNumber n && n.isLong() ? get(n.longValue()) : null;
  }

  /** The element at an index, or {@code null} if there is none. */
  public @Nullable Value get(long index) {
    return index >= 0 && index < items.length ? items[(int) index] : null;
  }

  @Override
  public int size() {
    return items.length;
  }

  /** The elements from an index up to another. */
  public RegoArray slice(int from, int to) {
    return from == 0 && to == items.length ? this : wrap(Arrays.copyOfRange(items, from, to));
  }

  /** This and, after it, another. */
  public RegoArray concat(RegoArray other) {
    if (items.length == 0) {
      return other;
    }
    if (other.items.length == 0) {
      return this;
    }
    Value[] all = Arrays.copyOf(items, items.length + other.items.length);
    System.arraycopy(other.items, 0, all, items.length, other.items.length);
    return new RegoArray(all);
  }

  public RegoArray sorted() {
    if (Sorting.isSorted(items, Order.BY_VALUE)) {
      return this;
    }
    Value[] sorted = items.clone();
    Arrays.sort(sorted, Order.BY_VALUE);
    return new RegoArray(sorted);
  }

  /** A copy of the elements. */
  public Value[] toArray() {
    return items.clone();
  }

  /** The elements as a list that cannot be changed. */
  public List<Value> asList() {
    return java.util.Collections.unmodifiableList(Arrays.asList(items));
  }

  @Override
  public Iterator<Value> iterator() {
    return asList().iterator();
  }

  @Override
  public boolean isJson() {
    return isJson(0);
  }

  boolean isJson(int depth) {
    if (json == JsonForm.UNKNOWN) {
      json = JsonForm.of(items, depth);
    }
    return json == JsonForm.YES;
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY;
  }

  boolean same(RegoArray other, int depth) {
    if (items.length != other.items.length
        || (hash != 0 && other.hash != 0 && hash != other.hash)) {
      return false;
    }
    if (depth > Hash.MAX_DEPTH) {
      return new Deep().compare(this, other) == 0;
    }
    for (int i = 0; i < items.length; i++) {
      if (!Order.same(items[i], other.items[i], depth + 1)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoArray a && same(a, 0);
  }

  boolean isWeighed() {
    return weight != 0;
  }

  int weight(int depth) {
    int w = weight;
    if (w == 0) {
      w = depth > Hash.MAX_DEPTH ? Deep.weight(this) : Weight.of(items, items.length, depth);
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
      long all = 0;
      for (Value item : items) {
        all = Hash.next(all, Hash.of(item, depth + 1));
      }
      h = Hash.finish(Hash.ARRAY, all);
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

  public static Builder builder() {
    return new Builder();
  }

  /** Collects elements; used by one thread. */
  public static final class Builder {
    private Value[] items = new Value[8];
    private int size;

    private Builder() {}

    public Builder add(Value item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = item;
      return this;
    }

    public Builder addAll(RegoArray other) {
      int sum = size + other.items.length;
      if (sum > items.length) {
        items = Arrays.copyOf(items, Math.max(sum, 2 * size));
      }
      System.arraycopy(other.items, 0, items, size, other.items.length);
      size = sum;
      return this;
    }

    public int size() {
      return size;
    }

    public Value at(int index) {
      return items[index];
    }

    /** The array so far; the builder is empty afterwards and may be used again. */
    public RegoArray build() {
      RegoArray built = wrap(Arrays.copyOf(items, size));
      Arrays.fill(items, 0, size, null);
      size = 0;
      return built;
    }
  }
}
