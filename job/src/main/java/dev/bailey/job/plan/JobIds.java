package dev.bailey.job.plan;

/**
 * Host ids of jobs: 0x70000000 to 0x7fffffff. systemd's list of ids leaves them unassigned, useradd
 * gives subordinate ids only below them (SUB_UID_MAX is 600100000), and signed 32-bit ids end with
 * them; so no file of the host has to be edited to have them.
 */
public final class JobIds {
  /** The first; below it live people, services and other runtimes. */
  public static final long FIRST = 0x7000_0000L;

  /** The last. */
  public static final long LAST = 0x7fff_ffffL;

  /** Ids of one attempt: a whole 16-bit user space, as programs expect. */
  public static final long PER_ATTEMPT = 65_536;

  /** First id of the last range, which no attempt gets: owners of outputs, trial containers. */
  public static final long KEPT = LAST + 1 - PER_ATTEMPT;

  private JobIds() {}
}
