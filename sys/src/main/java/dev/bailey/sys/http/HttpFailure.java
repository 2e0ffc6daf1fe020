package dev.bailey.sys.http;

import java.io.IOException;

/**
 * An exchange that did not complete. An {@code IOException}, because a response body is an {@code
 * InputStream} and fails in the same ways.
 */
public final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Nobody listens at the socket. */
    CONNECT,
    /** The other side was silent for too long. */
    TIMEOUT,
    /** The connection ended too early, or was closed here. */
    CLOSED,
    /** The other side does not speak HTTP/1.1 as required. */
    MALFORMED,
    /** A limit was exceeded. */
    TOO_LARGE
  }

  private final Kind kind;

  /** Names the failure. */
  public HttpFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
