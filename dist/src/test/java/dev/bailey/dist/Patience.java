package dev.bailey.dist;

/**
 * How much longer tests wait than on a machine of today before they give up: the property {@code
 * bailey.patience}, for hosts on emulated processors. What is waited for stays the same.
 */
public final class Patience {
  private static final long FACTOR = Math.max(1, Long.getLong("bailey.patience", 1));

  private Patience() {}

  /** Gives it to a program of its own. */
  static String option() {
    return "-Dbailey.patience=" + FACTOR;
  }

  /** So many seconds or tries of this host. */
  public static long times(long many) {
    return many * FACTOR;
  }
}
