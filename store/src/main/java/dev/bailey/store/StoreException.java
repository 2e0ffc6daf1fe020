package dev.bailey.store;

/** The database cannot be used: a bug or a broken environment, never bad input. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Code {
    /** The file cannot be opened or created. */
    UNAVAILABLE,
    /** A statement failed: disk full, damaged file. */
    FAILED,
    /** An event was offered while an earlier one is missing. */
    GAP
  }

  private final Code code;

  StoreException(Code code, String message) {
    super(message);
    this.code = code;
  }

  StoreException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
