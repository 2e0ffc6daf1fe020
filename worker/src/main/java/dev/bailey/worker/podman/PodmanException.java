package dev.bailey.worker.podman;

/** Podman or this host does not behave as it must, or a caller broke a rule of this package. */
public final class PodmanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PodmanException(String message) {
    super(message);
  }

  PodmanException(String message, Throwable cause) {
    super(message, cause);
  }
}
