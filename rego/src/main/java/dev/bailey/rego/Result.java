package dev.bailey.rego;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that was made, or why it could not be.
 *
 * @param <T> what was to be made
 */
public sealed interface Result<T> {
  /** It was made. */
  record Ok<T>(T value) implements Result<T> {}

  /** It was not; there is at least one error. */
  record Failed<T>(List<RegoError> errors) implements Result<T> {
    public Failed {
      errors = List.copyOf(errors);
    }
  }

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> failed(List<RegoError> errors) {
    return new Failed<>(errors);
  }

  static <T> Result<T> failed(RegoError error) {
    return new Failed<>(List.of(error));
  }

  /** What was made, if it was. */
  default Optional<T> toOptional() {
    return switch (this) {
      case Ok<T> ok -> Optional.of(ok.value);
      case Failed<T> failed -> Optional.empty();
    };
  }

  /** Why not; empty if it was made. */
  default List<RegoError> problems() {
    return switch (this) {
      case Ok<T> ok -> List.of();
      case Failed<T> failed -> failed.errors;
    };
  }

  default <U> Result<U> map(Function<? super T, ? extends U> next) {
    return then(value -> ok(next.apply(value)));
  }

  default <U> Result<U> then(Function<? super T, Result<U>> next) {
    return switch (this) {
      case Ok<T> ok -> next.apply(ok.value);
      case Failed<T> failed -> failed(failed.errors);
    };
  }

  /**
   * What was made, for callers to whom a failure is a bug of their own: tests, examples, policies
   * built into a program.
   *
   * @throws IllegalStateException with all errors as text, if it was not made
   */
  default T orThrow() {
    return switch (this) {
      case Ok<T> ok -> ok.value;
      case Failed<T> failed -> throw new IllegalStateException(RegoError.text(failed.errors));
    };
  }
}
