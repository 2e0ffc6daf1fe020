package dev.bailey.server.http;

import java.time.Duration;

/** What a client may send and how long it may take. */
final class Limits {
  /** Largest request body in bytes; no request of ours has more than a few paths. */
  static final int BODY_BYTES = 1 << 20;

  /** Largest request line with all header fields, in bytes. */
  static final int HEADER_BYTES = 8 << 10;

  /** Largest payload of one exec frame in bytes, as announced by its length field. */
  static final int FRAME_BYTES = 64 << 10;

  /** Longest {@code Idempotency-Key}, in characters. */
  static final int KEY_CHARS = 100;

  /** Most arguments of an exec command. */
  static final int ARGUMENTS = 1024;

  /** Most entries in one answer of the audit route. */
  static final int AUDIT_ENTRIES = 500;

  /** Requests handled at once; each has a virtual thread. */
  static final int REQUESTS = 512;

  /** A connection on which nothing moves for this long is closed. */
  static final Duration IDLE = Duration.ofSeconds(60);

  /** An event stream with nothing to say sends a comment this often. */
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** The longest socket path: {@code sun_path} of Linux has 108 bytes with the closing zero. */
  static final int SOCKET_PATH_BYTES = 107;

  private Limits() {}
}
