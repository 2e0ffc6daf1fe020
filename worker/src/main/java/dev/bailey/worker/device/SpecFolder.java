package dev.bailey.worker.device;

import dev.bailey.job.plan.Device;
import dev.bailey.job.spec.DeviceSpec;
import dev.bailey.job.spec.DeviceSpecReader;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.SpecLimits;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of specifications, read anew each time.
 *
 * @param path of the folder; it need not exist
 */
record SpecFolder(Path path) {
  /** Most files that are looked at. */
  private static final int MAX_FILES = 256;

  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int TYPE = 0170000;
  private static final int PLAIN = 0100000;
  private static final int DIRECTORY = 0040000;

  /** One file. */
  sealed interface Found {
    /** Where it is. */
    Path file();

    /** It says what devices are. */
    record Sound(Path file, Digest digest, DeviceSpec spec) implements Found {}

    /**
     * It cannot be relied on.
     *
     * @param kind that it is about, if that is known
     */
    record Unsound(Path file, Optional<String> kind, String reason) implements Found {}
  }

  List<Found> read() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(path.toRealPath())) {
      if (!trusted(path.toRealPath(), DIRECTORY)) {
        return List.of(unsound(path, "can be changed by others than root and the node's owner"));
      }
      files = all.filter(SpecFolder::specification).sorted().limit(MAX_FILES + 1L).toList();
    } catch (IOException failed) {
      return List.of(unsound(path, "cannot be read: " + failed.getMessage()));
    }
    if (files.size() > MAX_FILES) {
      return List.of(unsound(path, "has more than " + MAX_FILES + " specifications"));
    }
    List<Found> found = new ArrayList<>();
    files.forEach(file -> found.add(read(file)));
    return List.copyOf(found);
  }

  private static boolean specification(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static Found read(Path file) {
    try {
      if (!trusted(file, PLAIN)) {
        return unsound(
            file,
            "is not a plain file, or can be changed by others than root and the node's owner");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(SpecLimits.MAX_FILE_BYTES + 1);
      }
      return switch (DeviceSpecReader.read(bytes, file.getFileName().toString())) {
        case DeviceSpecReader.Result.Valid(DeviceSpec spec) ->
            new Found.Sound(file, Digest.of(bytes), spec);
        case DeviceSpecReader.Result.Invalid(Optional<String> kind, List<Problem> problems) ->
            new Found.Unsound(
                file,
                kind.filter(k -> Device.isName(k + "=x")),
                file
                    + ": "
                    + String.join("; ", problems.stream().limit(5).map(Problem::text).toList()));
      };
    } catch (IOException failed) {
      return unsound(file, "cannot be read: " + failed.getMessage());
    }
  }

  private static boolean trusted(Path path, int type) throws IOException {
    var facts = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) facts.getOrDefault("mode", 0);
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return (mode & TYPE) == type
        && (mode & WRITABLE_BY_OTHERS) == 0
        && List.of(0, (Integer) self).contains((Integer) facts.getOrDefault("uid", -1));
  }

  private static Found unsound(Path path, String reason) {
    return new Found.Unsound(path, Optional.empty(), path + " " + reason);
  }
}
