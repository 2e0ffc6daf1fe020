package dev.bailey.job.spec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a path in a specification may look like; nothing is looked up. */
final class PathRules {
  private PathRules() {}

  /**
   * Why this is not a relative path below a directory, if it is not.
   *
   * @param place name of the directory in messages, such as {@code output directory}
   */
  static Optional<String> relativeFault(String path, String place) {
    if (path.startsWith("/")) {
      return Optional.of("is absolute; write it relative to the " + place);
    }
    if (path.startsWith("-")) {
      return Optional.of("begins with a dash; write ./ before it or rename the file");
    }
    Optional<String> common = fault(path);
    if (common.isPresent()) {
      return common;
    }
    return climbs(path) ? Optional.of("leaves the " + place) : Optional.empty();
  }

  /** Why this cannot name an input, if it cannot: absolute or relative, no way up, no kernel. */
  static Optional<String> inputFault(String path) {
    Optional<String> common = fault(path);
    if (common.isPresent()) {
      return common;
    }
    if (path.startsWith("~")) {
      return Optional.of("begins with ~, which is not expanded; write the whole path");
    }
    if (climbs(path)) {
      return Optional.of("contains \"..\"; write the path without it");
    }
    return path.startsWith("/") ? hostFault(parts(path)) : Optional.empty();
  }

  /** Why this is not an absolute path inside the container, if it is not. */
  static Optional<String> insideFault(String path) {
    if (!path.isEmpty() && !path.startsWith("/")) {
      return Optional.of("is not absolute; write /workspace or another path inside the container");
    }
    Optional<String> common = fault(path);
    if (common.isPresent()) {
      return common;
    }
    if (climbs(path)) {
      return Optional.of("contains \"..\"; write it without");
    }
    return kernels(parts(path))
        ? Optional.of("belongs to the kernel; write /workspace or another directory")
        : Optional.empty();
  }

  /** The path without {@code .} components; {@code .} if nothing is left. */
  static String normal(String path) {
    String joined = String.join("/", parts(path));
    return path.startsWith("/") ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  private static Optional<String> hostFault(List<String> parts) {
    if (parts.isEmpty()) {
      return Optional.of("is the whole host; name a file or directory");
    }
    return kernels(parts)
        ? Optional.of("belongs to the kernel; name a file or directory on disk")
        : Optional.empty();
  }

  private static boolean kernels(List<String> parts) {
    return !parts.isEmpty() && List.of("proc", "sys", "dev").contains(parts.getFirst());
  }

  private static Optional<String> fault(String path) {
    if (path.isEmpty()) {
      return Optional.of("is empty");
    }
    if (Shown.steers(path)) {
      return Optional.of("contains a control character");
    }
    for (String barred : List.of(":colon", ",comma", "\\backslash")) {
      if (path.indexOf(barred.charAt(0)) >= 0) {
        return Optional.of("contains a " + barred.substring(1));
      }
    }
    if (bytes(path) > SpecLimits.MAX_PATH_BYTES) {
      return Optional.of("is longer than " + SpecLimits.MAX_PATH_BYTES + " bytes");
    }
    String relative = path.startsWith("/") ? path.substring(1) : path;
    for (String part : relative.split("/", -1)) {
      if (part.isEmpty() && !relative.isEmpty()) {
        return Optional.of("has an empty part; remove the extra slash");
      }
      if (bytes(part) > SpecLimits.MAX_COMPONENT_BYTES) {
        return Optional.of("has a part longer than " + SpecLimits.MAX_COMPONENT_BYTES + " bytes");
      }
    }
    return Optional.empty();
  }

  private static boolean climbs(String path) {
    return parts(path).contains("..");
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .toList();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
