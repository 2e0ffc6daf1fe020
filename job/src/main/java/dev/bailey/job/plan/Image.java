package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;
import java.util.List;

/**
 * An image, resolved.
 *
 * @param reference what the submitter wrote, for people only; nothing is looked up by it again
 * @param id digest of the image's configuration, which commits to everything below
 * @param layers digests of the uncompressed layer archives, base first
 * @param entrypoint the image's own entry point, empty if it has none
 * @param environment the image's variables as {@code NAME=value}
 */
public record Image(
    String reference,
    Digest id,
    List<Digest> layers,
    List<String> entrypoint,
    List<String> environment) {
  public Image {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    environment = List.copyOf(environment);
  }
}
