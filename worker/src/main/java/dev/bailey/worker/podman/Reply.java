package dev.bailey.worker.podman;

import java.util.Optional;
import java.util.function.Function;

/**
 * Podman's answer.
 *
 * @param <T> what a good answer carries
 */
public sealed interface Reply<T> {
  /** It did what it was asked. */
  record Ok<T>(T value) implements Reply<T> {}

  /**
   * It did not.
   *
   * @param status of HTTP; 404 if the thing is not there, 409 if its state does not allow it
   * @param message Podman's own, on one line, without control characters
   */
  record Refused<T>(int status, String message) implements Reply<T> {}

  /** Nobody knows whether it did: the service died, or was silent for too long. */
  record NoAnswer<T>(String reason) implements Reply<T> {}

  /** This answer with its value changed. */
  default <U> Reply<U> map(Function<T, U> change) {
    return switch (this) {
      case Ok<T> ok -> new Ok<>(change.apply(ok.value()));
      case Refused<T> refused -> new Refused<>(refused.status(), refused.message());
      case NoAnswer<T> none -> new NoAnswer<>(none.reason());
    };
  }

  /** The value of a good answer. */
  default Optional<T> found() {
    return this instanceof Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
  }

  /** Why there is no value, for people; empty text for a good answer. */
  default String problem() {
    return switch (this) {
      case Ok<T> ignored -> "";
      case Refused<T> refused -> "podman: " + refused.message();
      case NoAnswer<T> none -> "podman did not answer: " + none.reason();
    };
  }
}
