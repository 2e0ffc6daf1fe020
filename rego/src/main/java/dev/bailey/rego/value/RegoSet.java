package dev.bailey.rego.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values without order or repetition; iteration is in the language's order. */
public final class RegoSet implements Value, Iterable<Value> {
  public static final RegoSet EMPTY = new RegoSet(new HashSet<>());

  private final Set<Value> members;
  private Value @Nullable [] sorted;

  private RegoSet(Set<Value> members) {
    this.members = members;
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
    return of(List.of(members));
  }

  public boolean contains(Value member) {
    return members.contains(member);
  }

  @Override
  public @Nullable Value get(Value key) {
    return members.contains(key) ? key : null;
  }

  @Override
  public int size() {
    return members.size();
  }

  /** The member at a place in the order. */
  public Value at(int index) {
    return sorted()[index];
  }

  @Override
  public Iterator<Value> iterator() {
    return List.of(sorted()).iterator();
  }

  private Value[] sorted() {
    Value[] all = sorted;
    if (all == null) {
      all = members.stream().sorted().toArray(Value[]::new);
      sorted = all;
    }
    return all;
  }

  @Override
  public Kind kind() {
    return Kind.SET;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoSet s && members.equals(s.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return Render.rego(this);
  }

  /** Collects members; used by one thread and built once. */
  public static final class Builder {
    private final Set<Value> members = new HashSet<>();

    private Builder() {}

    /** Adds a member; false if it was there. */
    public boolean add(Value member) {
      return members.add(member);
    }

    public boolean contains(Value member) {
      return members.contains(member);
    }

    public int size() {
      return members.size();
    }

    public RegoSet build() {
      return members.isEmpty() ? EMPTY : new RegoSet(members);
    }
  }
}
