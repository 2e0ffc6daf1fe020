package dev.bailey.worker.image;

/**
 * How far a build is.
 *
 * @param phase what is being done
 * @param done how much of it
 * @param unit what {@code done} counts, such as {@code packages} or {@code bytes}; empty if nothing
 *     is counted
 */
public record Progress(Phase phase, long done, String unit) {
  /** Stages of a build, in order. */
  public enum Phase {
    /** Package lists and packages are fetched. */
    FETCH,
    /** Packages are unpacked and set up in the new root. */
    INSTALL,
    /** The root is written as one archive. */
    ARCHIVE,
    /** The archive's digest is computed. */
    DIGEST,
    /** The archive becomes an image. */
    IMPORT
  }

  /** Hears of every step forward, from one thread. */
  @FunctionalInterface
  public interface Listener {
    void on(Progress progress);
  }
}
