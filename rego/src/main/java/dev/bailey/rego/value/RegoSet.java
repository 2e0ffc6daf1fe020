package dev.bailey.rego.value;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Values without order or repetition; iteration is in the language's order. */
public final class RegoSet implements Value, Iterable<Value> {
  public static final RegoSet EMPTY = new RegoSet(KeyTable.EMPTY);

  final KeyTable members;
  private int hash;
  private int weight;

  private RegoSet(KeyTable members) {
    this.members = members;
  }

  static RegoSet of(KeyTable members) {
    return members.size() == 0 ? EMPTY : new RegoSet(members);
  }

  public static Builder builder() {
    return new Builder();
  }

  public static RegoSet of(Collection<? extends Value> members) {
    Builder builder = builder();
    members.forEach(builder::add);
    return builder.build();
  }

  public static RegoSet of(Value... members) {
    Builder builder = builder();
    for (Value member : members) {
      builder.add(member);
    }
    return builder.build();
  }

  public static RegoSet of(RegoArray members) {
    Builder builder = builder();
    for (int i = 0; i < members.size(); i++) {
      builder.add(members.at(i));
    }
    return builder.build();
  }

  public boolean contains(Value member) {
    return members.find(member) >= 0;
  }

  /** The member that is equal to {@code key}. */
  @Override
  public @Nullable Value get(Value key) {
    int place = members.find(key);
    return place < 0 ? null : members.items[place];
  }

  @Override
  public int size() {
    return members.items.length;
  }

  /** The member at a place in the order. */
  public Value at(int index) {
    return members.items[members.place(index)];
  }

  /** The members one by one in no particular order, for uses to which the order is the same. */
  public Value unordered(int index) {
    return members.items[index];
  }

  /** The members in order. */
  public RegoArray toArray() {
    Value[] all = new Value[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = at(i);
    }
    return RegoArray.wrap(all);
  }

  public RegoSet with(Value member) {
    return contains(member) ? this : new RegoSet(members.with(member));
  }

  public RegoSet without(Value member) {
    int place = members.find(member);
    return place < 0 ? this : of(members.without(place));
  }

  public RegoSet union(RegoSet other) {
    if (size() < other.size()) {
      return other.union(this);
    }
    if (other.isSubsetOf(this)) {
      return this;
    }
    Builder builder = builder();
    builder.addAll(this);
    builder.addAll(other);
    return builder.build();
  }

  public RegoSet intersection(RegoSet other) {
    if (size() > other.size()) {
      return other.intersection(this);
    }
    return select(other, true);
  }

  public RegoSet difference(RegoSet other) {
    return select(other, false);
  }

  /** The members that are, or are not, in another set. */
  private RegoSet select(RegoSet other, boolean in) {
    Builder builder = builder();
    for (Value member : members.items) {
      if (other.contains(member) == in) {
        builder.members.append(member);
      }
    }
    return builder.size() == size() ? this : builder.build();
  }

  public boolean isSubsetOf(RegoSet other) {
    return isSubsetOf(other, 0);
  }

  private boolean isSubsetOf(RegoSet other, int depth) {
    if (size() > other.size()) {
      return false;
    }
    if (members == other.members) {
      return true;
    }
    for (Value member : members.items) {
      if (other.members.find(member, depth) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Iterator<Value> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public Value next() {
        if (next == size()) {
          throw new NoSuchElementException();
        }
        return at(next++);
      }
    };
  }

  @Override
  public boolean isJson() {
    return false;
  }

  @Override
  public Kind kind() {
    return Kind.SET;
  }

  boolean same(RegoSet other, int depth) {
    if (size() != other.size() || (hash != 0 && other.hash != 0 && hash != other.hash)) {
      return false;
    }
    return depth > Hash.MAX_DEPTH
        ? new Deep().compare(this, other) == 0
        : isSubsetOf(other, depth + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoSet s && same(s, 0);
  }

  boolean isWeighed() {
    return weight != 0;
  }

  int weight(int depth) {
    int w = weight;
    if (w == 0) {
      w = depth > Hash.MAX_DEPTH ? Deep.weight(this) : Weight.of(members.items, size(), depth);
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
      for (Value member : members.items) {
        sum += Hash.scatter(Hash.of(member, depth + 1));
      }
      h = Hash.finish(Hash.SET, sum);
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

  /** Collects members; used by one thread. */
  public static final class Builder {
    private final KeyTable.Builder members = new KeyTable.Builder();

    private Builder() {}

    /** Adds a member; false if it was there. */
    public boolean add(Value member) {
      return members.add(member) >= 0;
    }

    public void addAll(RegoSet others) {
      members.addAll(others.members);
    }

    public boolean contains(Value member) {
      return members.find(member) >= 0;
    }

    public int size() {
      return members.size();
    }

    /** The set so far; the builder is empty afterwards and may be used again. */
    public RegoSet build() {
      return of(members.build());
    }
  }
}
