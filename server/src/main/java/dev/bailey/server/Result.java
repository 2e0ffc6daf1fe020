package dev.bailey.server;

/**
 * What came of a wish.
 *
 * @param <T> what it brings if it is fulfilled
 */
public sealed interface Result<T> {
  /** Fulfilled. */
  record Ok<T>(T value) implements Result<T> {}

  /** Not fulfilled. */
  record No<T>(Refusal refusal) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> no(Refusal refusal) {
    return new No<>(refusal);
  }
}
