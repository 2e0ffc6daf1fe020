package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.Value;
import java.util.List;

/** One thing that has to hold. */
public sealed interface Step {
  /** The slot of a value that nobody needs. */
  int NOWHERE = -1;

  /** Binds a slot, perhaps {@link #NOWHERE}; fails if the value is undefined. */
  record Bind(int slot, Op value) implements Step {}

  /** Binds a slot, or leaves it without a value if that is undefined; always holds. */
  record Let(int slot, Op value) implements Step {}

  /** Holds if the value is defined and not false. */
  record Test(Op value) implements Step {}

  /** Holds if both values are defined and equal. */
  record Same(Op left, Op right) implements Step {}

  /** Holds if the value is an array, or object, of so many elements. */
  record Shape(Op value, boolean object, int size) implements Step {}

  /**
   * Loops over the elements of a collection; nothing else has any.
   *
   * @param ordered whether the order in which elements come can be seen in what the plan gives
   */
  record Scan(Op collection, int key, int value, boolean ordered) implements Step {}

  /**
   * Loops over those elements of a collection in which the values at some paths are equal to wanted
   * ones; nothing is wanted of the key.
   */
  record Join(Op collection, int key, int value, List<List<Value>> paths, List<Op> wanted)
      implements Step {
    public Join {
      paths = List.copyOf(paths);
      wanted = List.copyOf(wanted);
    }
  }

  /** Loops over the keys of what rules and base data say under {@code document} and keys. */
  record ScanKeys(Document document, List<Op> keys, int key) implements Step {
    public ScanKeys {
      keys = List.copyOf(keys);
    }
  }

  /** Loops over the results of a relation. */
  record Relate(String builtin, List<Op> arguments, int result, Location location) implements Step {
    public Relate {
      arguments = List.copyOf(arguments);
    }
  }

  /** Holds if the block has no proof. */
  record Not(Block block) implements Step {}

  /** Holds if the block has a proof for each element of the domain. */
  record Every(Op domain, int key, int value, Block block) implements Step {}

  /** What follows sees the replacements, up to the {@link Leave} that belongs to it. */
  record Enter(List<Replacement> replacements) implements Step {
    public Enter {
      replacements = List.copyOf(replacements);
    }
  }

  /** What follows sees what was there before the innermost {@link Enter}. */
  record Leave() implements Step {}

  /** Where an expression of the source begins; only in plans made for tracing. */
  record Mark(Point point) implements Step {}

  /** What {@code with} puts in the place of something. */
  sealed interface Replacement {
    /** The input at a path. */
    record OfInput(List<Value> path, Op value) implements Replacement {
      public OfInput {
        path = List.copyOf(path);
      }
    }

    /** Data at a path, base and rules alike. */
    record OfData(List<Value> path, Op value) implements Replacement {
      public OfData {
        path = List.copyOf(path);
      }
    }

    /** A function, by a value for any arguments. */
    record ByValue(Callee target, Op value) implements Replacement {}

    /** A function, by another one. */
    record ByFunction(Callee target, Callee other) implements Replacement {}
  }

  /** Something that can be called. */
  sealed interface Callee {
    record OfBuiltin(String name) implements Callee {}

    record OfProgram(Document function) implements Callee {}
  }
}
