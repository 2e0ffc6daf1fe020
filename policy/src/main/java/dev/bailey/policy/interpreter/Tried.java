package dev.bailey.policy.interpreter;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of something that may fail.
 *
 * @param <T> what it gives
 */
public sealed interface Tried<T> {
  /** It worked. */
  record Done<T>(T value) implements Tried<T> {}

  /** It did not. */
  record Failed<T>(String error) implements Tried<T> {}

  static <T> Tried<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Tried<T> failed(String error) {
    return new Failed<>(error);
  }

  /** Goes on with what it gave. */
  default <U> Tried<U> then(Function<? super T, Tried<U>> next) {
    return switch (this) {
      case Done<T> done -> next.apply(done.value);
      case Failed<T> failed -> failed(failed.error);
    };
  }

  default <U> Tried<U> map(Function<? super T, ? extends U> next) {
    return then(value -> done(next.apply(value)));
  }

  /** What it gave, if it worked. */
  default Optional<T> orNothing() {
    return this instanceof Done<T> done ? Optional.of(done.value) : Optional.empty();
  }

  /** The same with words in front of an error. */
  default Tried<T> orSay(String prefix) {
    return this instanceof Failed<T> failed ? failed(prefix + failed.error) : this;
  }
}
