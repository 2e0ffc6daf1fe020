package dev.bailey.worker.readback;

/** The kernel's files cannot be read or have a form that is not known; never "all is well". */
public final class ReadbackException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReadbackException(String message) {
    super(message);
  }

  ReadbackException(String message, Throwable cause) {
    super(message, cause);
  }
}
