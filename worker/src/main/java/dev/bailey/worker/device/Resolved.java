package dev.bailey.worker.device;

/** Something of a specification, as it is on this host. */
sealed interface Resolved<T> {
  /** It is there. */
  record To<T>(T it) implements Resolved<T> {}

  /** It is not, or must not be given. */
  record Not<T>(String reason) implements Resolved<T> {}
}
