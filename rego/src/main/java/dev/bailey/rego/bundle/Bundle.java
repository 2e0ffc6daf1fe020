package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.value.RegoObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Modules and data that belong together, as they were read.
 *
 * @param name how errors call it
 * @param data below {@code data}
 */
public record Bundle(String name, List<ModuleFile> modules, RegoObject data, Manifest manifest) {
  public Bundle {
    modules = List.copyOf(modules);
  }

  /**
   * A module of a bundle.
   *
   * @param version its form, if the bundle says
   */
  public record ModuleFile(Source source, Optional<RegoVersion> version) {}

  /**
   * Reads a bundle: a folder, or a gzip-compressed tar archive.
   *
   * @param trust what is asked of its signature
   * @param ignored what to leave out
   */
  public static Result<Bundle> read(
      Path place, Limits limits, DataReader data, Trust trust, Ignored ignored) {
    try {
      String name = place.toString();
      if (Files.isDirectory(place)) {
        return Result.ok(
            new BundleFiles(name, Folder.read(place, limits, belongs(ignored)), limits, data)
                .read(trust));
      }
      return Result.ok(
          archive(name, Folder.file(place, limits.bundleBytes()), limits, data, trust, ignored));
    } catch (Unreadable broken) {
      return Result.failed(broken.error());
    }
  }

  /** Reads a gzip-compressed tar archive. */
  public static Result<Bundle> read(
      String name, byte[] archive, Limits limits, DataReader data, Trust trust, Ignored ignored) {
    try {
      return Result.ok(archive(name, archive, limits, data, trust, ignored));
    } catch (Unreadable broken) {
      return Result.failed(broken.error());
    }
  }

  private static Bundle archive(
      String name, byte[] archive, Limits limits, DataReader data, Trust trust, Ignored ignored)
      throws Unreadable {
    SortedMap<String, byte[]> files = Tar.unpack(name, archive, limits);
    files.keySet().removeIf(ignored);
    return new BundleFiles(name, files, limits, data).read(trust);
  }

  private static Predicate<String> belongs(Ignored ignored) {
    return path -> BundleFiles.belongs(Paths.last(path)) && !ignored.test(path);
  }

  /** Whether a path below {@code data}, with slashes, is in the reach of both bundles. */
  public Optional<String> overlap(Bundle other) {
    for (String mine : manifest.roots()) {
      for (String theirs : other.manifest.roots()) {
        if (Paths.overlap(mine, theirs)) {
          return Optional.of(mine.length() > theirs.length() ? mine : theirs);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Why a module may not be in the bundle, if it may not.
   *
   * @param path of its package, below {@code data}
   */
  public Optional<RegoError> refusal(List<String> path, String module) {
    return manifest.permits(String.join("/", path))
        ? Optional.empty()
        : Optional.of(
            Unreadable.of(
                name,
                "manifest roots %s do not permit 'package %s' in module '%s'"
                    .formatted(
                        manifest.roots().toString().replace(",", ""),
                        String.join(".", path),
                        module)));
  }
}
