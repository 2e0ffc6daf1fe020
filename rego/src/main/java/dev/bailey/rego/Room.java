package dev.bailey.rego;

import dev.bailey.rego.check.Effort;
import dev.bailey.rego.eval.LargeStack;
import java.util.List;
import java.util.function.Function;

/**
 * Reads, checks and plans within the limits, and where the stack has room for the highest tree that
 * these allow, whatever thread calls.
 */
final class Room {
  /** Texts with fewer characters nest so little that any stack will do. */
  private static final int SHORT = 200;

  /** What one level of a text becomes at most: an expression, a term in it, a body in that. */
  private static final int LEVELS_OF_TREE = 4;

  private static final int MOST = 100_000;

  private Room() {}

  /** The result of a task of any size, or the limit that it reached and where. */
  static <T> Result<T> make(Limits limits, Function<Effort, Result<T>> task) {
    return made(
        limits,
        effort -> {
          Result<T> result =
              LargeStack.run(
                  256 + Math.min(limits.nesting(), MOST) * LEVELS_OF_TREE,
                  () -> task.apply(effort));
          return result != null ? result : tooDeep(effort);
        });
  }

  /** The same of what is done with a text. */
  static <T> Result<T> make(Limits limits, String text, Function<Effort, Result<T>> task) {
    return text.length() < SHORT ? made(limits, task) : make(limits, task);
  }

  private static <T> Result<T> made(Limits limits, Function<Effort, Result<T>> task) {
    Effort effort = new Effort(limits);
    try {
      return task.apply(effort);
    } catch (Effort.Exhausted e) {
      return Result.failed(List.of(e.error()));
    } catch (StackOverflowError e) {
      return tooDeep(effort);
    } catch (OutOfMemoryError e) {
      return failed("compile memory: the host has no more", effort);
    }
  }

  private static <T> Result<T> tooDeep(Effort effort) {
    return failed("nested too deeply", effort);
  }

  private static <T> Result<T> failed(String message, Effort effort) {
    return Result.failed(List.of(new RegoError(RegoError.Code.COMPILE, message, effort.place())));
  }
}
