package dev.bailey.rego;

import dev.bailey.rego.eval.LargeStack;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads and checks where the stack has room for the highest tree that the limits allow, whatever
 * thread calls.
 */
final class Room {
  /** Texts with fewer characters nest so little that any stack will do. */
  static final int SHORT = 200;

  /** What one level of a text becomes at most: an expression, a term in it, a body in that. */
  private static final int LEVELS_OF_TREE = 4;

  private static final int MOST = 100_000;

  private Room() {}

  static <T> Result<T> make(Limits limits, Supplier<Result<T>> task) {
    try {
      Result<T> made =
          LargeStack.run(256 + Math.min(limits.nesting(), MOST) * LEVELS_OF_TREE, task);
      return made != null ? made : tooDeep();
    } catch (StackOverflowError e) {
      return tooDeep();
    }
  }

  private static <T> Result<T> tooDeep() {
    return Result.failed(
        List.of(new RegoError(RegoError.Code.COMPILE, "nested too deeply", Location.NONE)));
  }
}
