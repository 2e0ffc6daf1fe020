package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Something that has one value or is undefined. Where an operand is undefined, so is the whole. */
public sealed interface Op {
  /** A value that is known when planning. */
  record Const(Value value) implements Op {}

  /** What a slot of the frame holds; it was bound before. */
  record Local(int slot) implements Op {}

  /** The input document; undefined if none was given. */
  record Input() implements Op {}

  /** The base document at a path; what rules define does not count. Texts and numbers are alike. */
  record Base(List<Op> path) implements Op {
    public Base {
      path = List.copyOf(path);
    }
  }

  /** The element of a collection under a key, by the rules of references. */
  record Get(Op of, Op key) implements Op {}

  record ArrayOf(List<Op> items) implements Op {
    public ArrayOf {
      items = List.copyOf(items);
    }
  }

  record SetOf(List<Op> items) implements Op {
    public SetOf {
      items = List.copyOf(items);
    }
  }

  record ObjectOf(List<Op> keys, List<Op> values) implements Op {
    public ObjectOf {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /**
   * What rules and base data say under {@code document} and then the keys; all of it if there are
   * no keys.
   */
  record Read(Document document, List<Op> keys) implements Op {
    public Read {
      keys = List.copyOf(keys);
    }
  }

  /** The result of a function of the program. */
  record Apply(Document function, List<Op> arguments, Location location) implements Op {
    public Apply {
      arguments = List.copyOf(arguments);
    }
  }

  /** The result of a builtin that is no relation. */
  record Invoke(String builtin, List<Op> arguments, Location location) implements Op {
    public Invoke {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * All that a block gives, as one collection: its end is {@link Sink.Append}, {@link Sink.Add} or
   * {@link Sink.Put}. Never undefined.
   */
  record Collect(Block block) implements Op {}

  /**
   * The same as {@code value}, which depends on nothing but what surrounds the rule and on a few
   * slots, and is likely to be asked for again.
   */
  record Remember(Op value, List<Integer> slots) implements Op {
    public Remember {
      slots = List.copyOf(slots);
    }
  }
}
