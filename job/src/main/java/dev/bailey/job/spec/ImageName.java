package dev.bailey.job.spec;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an image reference may look like; nothing is looked up. */
final class ImageName {
  private static final String TAG = "(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?";
  private static final Pattern BUILT_HERE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}" + TAG);
  private static final String PART = "[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+";
  private static final String HOST =
      "(?:localhost|[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++|[A-Za-z0-9-]++(?=:[0-9]))(?::[0-9]{1,5})?";
  private static final String PATH = PART + "(?:/" + PART + ")*+" + TAG;
  private static final Pattern WITH_HOST = Pattern.compile(HOST + "/" + PATH);
  private static final Pattern WITHOUT_HOST = Pattern.compile(PATH);
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** The transports of containers/image; each would make the reference name something else. */
  private static final Set<String> TRANSPORTS =
      Set.of(
          "atomic",
          "containers-storage",
          "dir",
          "docker",
          "docker-archive",
          "docker-daemon",
          "http",
          "https",
          "oci",
          "oci-archive",
          "ostree",
          "sif",
          "tarball");

  private static final String NO_NAME =
      "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>";

  private ImageName() {}

  /** Why this reference cannot be used, if it cannot. */
  static Optional<String> fault(String reference) {
    if (reference.isEmpty()) {
      return Optional.of("is empty");
    }
    if (reference.length() > SpecLimits.MAX_IMAGE_BYTES) {
      return Optional.of("is longer than " + SpecLimits.MAX_IMAGE_BYTES + " characters");
    }
    if (Shown.steers(reference) || reference.codePoints().anyMatch(Character::isWhitespace)) {
      return Optional.of("contains a space or a control character");
    }
    if (reference.startsWith("-")) {
      return Optional.of("begins with a dash");
    }
    int colon = reference.indexOf(':');
    if (colon > 0 && TRANSPORTS.contains(reference.substring(0, colon))) {
      return Optional.of(
          "names the transport \"" + reference.substring(0, colon) + "\"; write a name built here");
    }
    return shapeFault(reference);
  }

  private static Optional<String> shapeFault(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    if (at < 0) {
      if (BUILT_HERE.matcher(name).matches()) {
        return Optional.empty();
      }
      return known(name)
          ? Optional.of("is not pinned; pin it by digest: " + name + "@sha256:<64 digits>")
          : Optional.of(NO_NAME);
    }
    if (!DIGEST.matcher(reference.substring(at + 1)).matches()) {
      return Optional.of("has no whole digest; write @sha256: and 64 hexadecimal digits");
    }
    if (WITH_HOST.matcher(name).matches()) {
      return Optional.empty();
    }
    return known(name)
        ? Optional.of("names no registry; write it too, as in docker.io/library/" + name)
        : Optional.of(NO_NAME);
  }

  private static boolean known(String name) {
    return WITH_HOST.matcher(name).matches() || WITHOUT_HOST.matcher(name).matches();
  }
}
