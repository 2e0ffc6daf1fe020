package dev.bailey.server.http;

/**
 * The kinds of frames on an exec connection. A frame is one byte of kind, four bytes of length in
 * network order, and that many bytes.
 */
final class Frame {
  /** From the client: standard input; a length of 0 is its end. */
  static final int STDIN = 1;

  /** To the client: standard output. */
  static final int STDOUT = 2;

  /** To the client: standard error. */
  static final int STDERR = 3;

  /** To the client, the last one: {@code {exit_code}} or {@code {not_run, denied}} as JSON. */
  static final int END = 4;

  private Frame() {}
}
