package dev.bailey.scan.path;

/**
 * What a tree may be.
 *
 * @param entries most files and directories in all, and most entries of a single directory with
 *     those that are left out
 * @param bytes most bytes of all files together, by their apparent size
 * @param hardLinks whether a file may have other names, which may lie outside the tree
 */
public record TreeRules(int entries, long bytes, boolean hardLinks) {
  /** Code that a person hands in: 20,000 entries, 2 GiB. */
  public static final TreeRules CODE = new TreeRules(20_000, 2L << 30, true);

  /** Data that a job reads in place: 1,000,000 entries, 64 TiB. */
  public static final TreeRules INPUT = new TreeRules(1_000_000, 64L << 40, true);

  /** What a job leaves: 10,000 entries, no file with another name. */
  public static TreeRules output(long bytes) {
    return new TreeRules(10_000, bytes, false);
  }
}
