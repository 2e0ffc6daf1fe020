package dev.bailey.worker.image;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image is made of; the file {@code image.json}.
 *
 * @param name its name, found later as {@code localhost/bailey/<name>}
 * @param suite Debian release, such as {@code bookworm}
 * @param packages Debian packages; what they depend on comes along, what they recommend does not
 * @param environment variables of every process in the image
 * @param epoch time stamp of the image in seconds since 1970; no file is younger
 * @param exclude patterns of paths left out, as in dpkg's {@code path-exclude}
 * @param keep patterns of paths kept although excluded
 * @param mirrors where packages come from; empty for Debian's own mirrors of the day
 */
public record Recipe(
    String name,
    String suite,
    List<String> packages,
    SortedMap<String, String> environment,
    long epoch,
    List<String> exclude,
    List<String> keep,
    List<String> mirrors) {
  /** Raised when the same recipe would give another image. */
  private static final int BUILDER = 1;

  public Recipe {
    packages = List.copyOf(packages);
    environment = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    exclude = List.copyOf(exclude);
    keep = List.copyOf(keep);
    mirrors = List.copyOf(mirrors);
  }

  /** The name that Podman knows the image by. */
  public String reference() {
    return References.LOCAL + name;
  }

  /** Digest of the recipe and of the way it is built. */
  public Digest digest() {
    return Digest.of(
        Json.object()
            .put("builder", BUILDER)
            .put("name", name)
            .put("suite", suite)
            .put("packages", Json.strings(packages))
            .put("environment", Json.strings((Map<String, String>) environment))
            .put("epoch", epoch)
            .put("exclude", Json.strings(exclude))
            .put("keep", Json.strings(keep))
            .put("mirrors", Json.strings(mirrors))
            .build());
  }
}
