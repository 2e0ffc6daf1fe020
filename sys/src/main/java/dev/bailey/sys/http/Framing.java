package dev.bailey.sys.http;

/** How the end of a body is found, RFC 9112 section 6.3. */
sealed interface Framing {
  /** This many bytes. */
  record Length(long bytes) implements Framing {}

  /** Chunks, the last of size 0. */
  record Chunked() implements Framing {}

  /** Until the server ends the connection. */
  record UntilClose() implements Framing {}

  default boolean endsByItself() {
    return !(this instanceof UntilClose);
  }
}
