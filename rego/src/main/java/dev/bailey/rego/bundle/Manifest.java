package dev.bailey.rego.bundle;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bundle says of itself in {@code .manifest}.
 *
 * @param revision any text of its maker; may be empty
 * @param roots paths below {@code data} that it may define, with slashes; one empty root: all
 * @param version form of its modules, if it says
 * @param fileVersions form of modules by path; a pattern may hold {@code *}
 * @param metadata anything
 */
public record Manifest(
    String revision,
    List<String> roots,
    Optional<RegoVersion> version,
    Map<String, RegoVersion> fileVersions,
    RegoObject metadata) {
  /** Of a bundle without a manifest: it may define everything. */
  public static final Manifest NONE =
      new Manifest("", List.of(""), Optional.empty(), Map.of(), RegoObject.EMPTY);

  /** Of roots, and of patterns of files; each is compared with each file. */
  private static final int MOST = 1_000;

  public Manifest {
    roots = List.copyOf(roots);
    fileVersions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fileVersions));
  }

  static Manifest of(String file, Value document) throws Unreadable {
    if (!(document instanceof RegoObject o)) {
      throw new Unreadable(file, "a manifest is an object");
    }
    if (o.get("wasm") instanceof RegoArray modules && modules.size() > 0) {
      throw new Unreadable(file, "the manifest names WebAssembly modules, which are not supported");
    }
    Manifest manifest =
        new Manifest(
            o.get("revision") instanceof RegoString s ? s.text() : "",
            roots(file, o),
            o.get("rego_version") instanceof RegoNumber n
                ? Optional.of(version(file, n))
                : Optional.empty(),
            fileVersions(file, o),
            o.get("metadata") instanceof RegoObject m ? m : RegoObject.EMPTY);
    manifest.checkRoots(file);
    return manifest;
  }

  /** The form of a module of the bundle, if the bundle says. */
  public Optional<RegoVersion> versionOf(String path) {
    RegoVersion own = fileVersions.get("/" + path);
    if (own != null) {
      return Optional.of(own);
    }
    for (Map.Entry<String, RegoVersion> entry : fileVersions.entrySet()) {
      if (isPattern(entry.getKey()) && Wildcards.matches(entry.getKey(), "/" + path)) {
        return Optional.of(entry.getValue());
      }
    }
    return version;
  }

  private static boolean isPattern(String path) {
    return path.indexOf('*') >= 0;
  }

  /** Whether the bundle may define something at a path below {@code data}. */
  boolean permits(String path) {
    return roots.stream().anyMatch(root -> Paths.below(root, path));
  }

  private void checkRoots(String file) throws Unreadable {
    for (int i = 0; i < roots.size(); i++) {
      for (int j = i + 1; j < roots.size(); j++) {
        if (Paths.overlap(roots.get(i), roots.get(j))) {
          throw new Unreadable(
              file,
              "manifest has overlapped roots: '%s' and '%s'".formatted(roots.get(i), roots.get(j)));
        }
      }
    }
  }

  private static List<String> roots(String file, RegoObject o) throws Unreadable {
    if (!(o.get("roots") instanceof RegoArray given)) {
      return List.of("");
    }
    if (given.size() > MOST) {
      throw new Unreadable(file, "more than " + MOST + " roots");
    }
    List<String> roots = new ArrayList<>();
    for (Value root : given) {
      if (!(root instanceof RegoString s)) {
        throw new Unreadable(file, "roots are strings");
      }
      roots.add(Paths.inside(file, s.text()));
    }
    return roots;
  }

  private static Map<String, RegoVersion> fileVersions(String file, RegoObject o)
      throws Unreadable {
    Map<String, RegoVersion> versions = new LinkedHashMap<>();
    if (o.get("file_rego_versions") instanceof RegoObject given) {
      for (int i = 0; i < given.size(); i++) {
        if (!(given.keyAt(i) instanceof RegoString path)
            || !(given.valueAt(i) instanceof RegoNumber n)) {
          throw new Unreadable(file, "file_rego_versions gives numbers by path");
        }
        versions.put(path.text(), version(file, n));
      }
    }
    if (versions.keySet().stream().filter(Manifest::isPattern).count() > MOST) {
      throw new Unreadable(file, "more than " + MOST + " patterns in file_rego_versions");
    }
    return versions;
  }

  private static RegoVersion version(String file, RegoNumber n) throws Unreadable {
    return switch (n.text()) {
      case "0" -> RegoVersion.V0;
      case "1" -> RegoVersion.V1;
      default -> throw new Unreadable(file, "unknown rego_version " + n.text());
    };
  }
}
