package dev.bailey.job.log;

/** What bounds a log. */
public final class LogLimits {
  /** Most bytes of a log's file, unless told otherwise. */
  public static final long MAX_BYTES = 64L << 20;

  /** Most bytes of a stream in one line; a longer line is cut into parts marked {@code more}. */
  public static final int MAX_TEXT_BYTES = 16 << 10;

  /**
   * Most bytes of one line of the file with its line feed: every byte of the text as {@code \\xNN},
   * and the other members.
   */
  static final int MAX_LINE_BYTES = 5 * MAX_TEXT_BYTES + 256;

  /** Kept free for the line that says that the log is full, or why it is not whole. */
  static final int RESERVE = 256;

  private LogLimits() {}
}
