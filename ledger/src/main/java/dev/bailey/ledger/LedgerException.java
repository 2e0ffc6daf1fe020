package dev.bailey.ledger;

/** The ledger's environment is broken, or what is on disk contradicts itself while it is in use. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of trouble it is. */
  public enum Code {
    /** A file could not be read or written. */
    IO,
    /** Another process, or this one, has the ledger open. */
    IN_USE,
    /** An earlier failure made the ledger refuse all work until it is opened again. */
    UNAVAILABLE,
    /** What was read is not what was written. */
    DAMAGED
  }

  private final Code code;

  public LedgerException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public LedgerException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
