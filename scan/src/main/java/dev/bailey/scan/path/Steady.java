package dev.bailey.scan.path;

import dev.bailey.sys.FileFacts;

/** Whether a file stayed the same while it was read. */
public final class Steady {
  private Steady() {}

  /**
   * Whether both are one inode with the same size and times of change. The time of the inode's
   * change cannot be set back by who writes the file; its grain is that of the file system, so a
   * change within it may be missed.
   */
  public static boolean between(FileFacts before, FileFacts after) {
    return before.sameFile(after)
        && before.size() == after.size()
        && before.modified().equals(after.modified())
        && before.changed().equals(after.changed());
  }
}
