package dev.bailey.worker.image;

import dev.bailey.job.plan.Image;
import dev.bailey.ledger.Digest;

/** What became of a build. */
public sealed interface BuildResult {
  /**
   * The image is there.
   *
   * @param image with its one layer
   * @param recipe digest of the recipe
   * @param already whether the same recipe had been built before and nothing was done
   */
  record Built(Image image, Digest recipe, boolean already) implements BuildResult {}

  /**
   * There is no new image.
   *
   * @param reason one line
   * @param tail the last lines of the program that failed, or what to do
   */
  record Failed(String reason, String tail) implements BuildResult {}
}
