package dev.bailey.rego.builtin;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.Value;
import java.util.function.Supplier;

/** What a builtin may see of the evaluation that calls it. */
public interface CallContext {
  /** Nanoseconds since 1970, the same for the whole evaluation. */
  long nowNanos();

  /** A source of random bits for this evaluation. */
  java.util.random.RandomGenerator random();

  /** The embedder's facts for {@code opa.runtime}; an empty object if there are none. */
  Value runtime();

  /** The network, if the embedder lets policies use it. */
  default NetAccess net() {
    return NetAccess.OFF;
  }

  /** Gives {@code text} to the embedder's print hook. */
  void print(String text);

  /** Gives {@code text} to the trace. */
  void note(String text);

  Location location();

  /**
   * A value that is computed once for each key in an evaluation.
   *
   * @param key compared by equality; its class should belong to the caller
   */
  <T> T cached(Object key, Supplier<T> compute);

  /**
   * Accounts for work that grows with the arguments, so that limits hold inside builtins too.
   *
   * @param steps roughly, elements or bytes handled
   * @throws LimitReached if the evaluation has used up its steps, time or memory
   */
  void spend(long steps);

  /**
   * Makes sure of memory before a builtin takes it for what it gives.
   *
   * @throws LimitReached if the evaluation has not so much left
   */
  default void reserve(long bytes) {}

  /** Accounts for text before it is appended to what a builtin gives. */
  default void write(long characters) {
    reserve(2 * characters);
    spend(characters);
  }

  /** Ends the evaluation from inside a builtin; the evaluator turns it into an error value. */
  final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LimitReached(String message) {
      super(message, null, false, false);
    }
  }
}
