package dev.bailey.worker.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The only texts that may name an image: a name built here, or a registry reference pinned by
 * digest. Anything else (a tag, another transport, an option, a short name) is not a reference.
 */
final class References {
  /** Prefix of images built here. */
  static final String LOCAL = "localhost/bailey/";

  /** Longest reference: a registry's 255 characters of name and the digest. */
  static final int MAX_LENGTH = 255 + 72;

  private static final Pattern BUILT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

  /** A host with a dot or a port, a path as in the OCI distribution specification, a digest. */
  private static final Pattern PINNED =
      Pattern.compile(
          "(?:"
              + LABEL
              + "(?:\\."
              + LABEL
              + ")+(?::[0-9]{1,5})?|localhost(?::[0-9]{1,5})?)"
              + "(?:/"
              + PART
              + "){1,16}@sha256:[0-9a-f]{64}");

  private References() {}

  /** The name to ask Podman for, if the text names an image at all. */
  static Optional<String> forPodman(String reference) {
    if (reference.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (BUILT.matcher(reference).matches()) {
      return Optional.of(LOCAL + reference + ":latest");
    }
    return PINNED.matcher(reference).matches() ? Optional.of(reference) : Optional.empty();
  }

  static boolean pinned(String reference) {
    return reference.contains("@");
  }
}
