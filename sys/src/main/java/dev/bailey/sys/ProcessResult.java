package dev.bailey.sys;

/** How a program ended. */
public sealed interface ProcessResult {
  /** Standard output, decoded as UTF-8 with replacement. */
  String stdout();

  /** Standard error, decoded as UTF-8 with replacement. */
  String stderr();

  /** Whether output beyond the limit was dropped. */
  boolean truncated();

  /**
   * The program ended by itself.
   *
   * @param code exit status; 128 plus the number if a signal ended it
   */
  record Exited(int code, String stdout, String stderr, boolean truncated)
      implements ProcessResult {
    /** Whether the exit status is 0. */
    public boolean succeeded() {
      return code == 0;
    }
  }

  /** The program was killed because its time was over. */
  record TimedOut(String stdout, String stderr, boolean truncated) implements ProcessResult {}
}
