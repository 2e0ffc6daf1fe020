package dev.bailey.worker.image;

import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Images;
import dev.bailey.worker.podman.PodmanService;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.podman.StoredImage;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds images in Podman's store; a tag is looked at once, here, and never at run time. */
public final class PodmanImages implements Images {
  /** Most characters of hostile text repeated in an answer. */
  private static final int MAX_ECHO = 80;

  /** Names of instruction sets as images have them. */
  private static final String PLATFORM =
      "linux/" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");

  private final Function<String, Reply<StoredImage>> store;

  PodmanImages(Function<String, Reply<StoredImage>> store) {
    this.store = store;
  }

  /** Images in the store of this service. */
  public static PodmanImages of(PodmanService service) {
    return new PodmanImages(name -> service.client().image(name));
  }

  @Override
  public Resolved resolve(String reference) {
    Optional<String> name = References.forPodman(reference);
    if (name.isEmpty()) {
      return new Resolved.NotFound(
          "not an image reference: " + shown(reference),
          "use the name of an image built here, or registry.example/name@sha256:<64 hex>");
    }
    return switch (store.apply(name.get())) {
      case Reply.Ok<StoredImage>(StoredImage image) -> found(reference, image);
      case Reply.Refused<StoredImage>(int status, String reason) ->
          status == 404 ? missing(reference) : broken(reference, reason);
      case Reply.NoAnswer<StoredImage>(String reason) -> broken(reference, reason);
    };
  }

  private static Resolved found(String reference, StoredImage image) {
    if (image.layers().isEmpty()) {
      return broken(reference, "it has no layers");
    }
    if (!image.platform().equals(PLATFORM)) {
      return new Resolved.NotFound(
          "image is for "
              + shown(image.platform())
              + ", this host is "
              + PLATFORM
              + ": "
              + reference,
          "name the digest of the manifest for this platform, not that of an index");
    }
    boolean bare = image.environment().stream().anyMatch(v -> v.indexOf('=') <= 0);
    if (bare) {
      return broken(reference, "its environment has an entry that is not NAME=value");
    }
    return new Resolved.Found(
        new Image(reference, image.id(), image.layers(), image.entrypoint(), image.environment()));
  }

  private static Resolved missing(String reference) {
    return References.pinned(reference)
        ? new Resolved.NotFound(
            "image is not on this host: " + reference, "bailey image pull " + reference)
        : new Resolved.NotFound(
            "image is not on this host: " + reference, "bailey image build images/" + reference);
  }

  private static Resolved broken(String reference, String reason) {
    return new Resolved.NotFound(
        "image cannot be used: " + reference + ": " + reason, "bailey doctor");
  }

  /** Hostile text made harmless for a terminal and a record. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && i < MAX_ECHO; i++) {
      char c = text.charAt(i);
      boolean plain = c >= 0x20 && c < 0x7f;
      out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return out.append(text.length() > MAX_ECHO ? "…" : "").toString();
  }
}
