package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import java.util.List;

/** What a block does each time all of its steps hold. Each kind fits one kind of owner. */
public sealed interface Sink {
  /** Ends the block: one proof is all that was asked for. */
  record Exists() implements Sink {}

  /**
   * Gives a value; two different ones are a conflict.
   *
   * @param last whether the first proof is enough, because all would give the same
   */
  record Give(Op value, boolean last) implements Sink {}

  /** Appends to an array. */
  record Append(Op item) implements Sink {}

  /** Adds to a set. */
  record Add(Op member) implements Sink {}

  /** Puts into an object; two different values for a key are a conflict. */
  record Put(Op key, Op value, Location location) implements Sink {}

  /**
   * Puts into nested objects.
   *
   * @param path at least one key
   * @param member whether {@code value} is a member of a set at the path, or the value there
   */
  record PutAt(List<Op> path, Op value, boolean member, Location location) implements Sink {
    public PutAt {
      path = List.copyOf(path);
    }
  }

  /** Gives a row of a query: bindings first, then captured values. */
  record Row(List<Op> columns) implements Sink {
    public Row {
      columns = List.copyOf(columns);
    }
  }
}
