package dev.bailey.job.plan;

/** Finds images on this host and pins them. */
public interface Images {
  /**
   * Resolves a name built here or a registry reference pinned by digest; never fetches anything.
   *
   * @param reference as the submitter wrote it; hostile text is refused, not passed on
   */
  Resolved resolve(String reference);

  /** What became of a reference. */
  sealed interface Resolved {
    /** The image is here. */
    record Found(Image image) implements Resolved {}

    /** It cannot be used; the hint says what to do. */
    record NotFound(String reason, String hint) implements Resolved {}
  }
}
