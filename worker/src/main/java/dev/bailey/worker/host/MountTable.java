package dev.bailey.worker.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The mounts of this process; form of {@code /proc/self/mountinfo}, see {@code proc(5)}. */
record MountTable(List<Mount> mounts) {
  /**
   * One mount.
   *
   * @param point where
   * @param shared whether mounts below it reach other namespaces
   * @param type file system
   * @param options of the file system itself
   */
  record Mount(String point, boolean shared, String type, List<String> options) {}

  MountTable {
    mounts = List.copyOf(mounts);
  }

  static MountTable of(Roots roots) {
    List<Mount> out = new ArrayList<>();
    for (String line : roots.text("/proc/self/mountinfo").lines().toList()) {
      List<String> fields = FactReader.words(line);
      int dash = fields.indexOf("-");
      if (dash >= 6 && fields.size() >= dash + 4) {
        boolean shared =
            fields.subList(6, dash).stream().anyMatch(field -> field.startsWith("shared:"));
        List<String> options = Arrays.asList(fields.get(dash + 3).split(",", -1));
        out.add(new Mount(fields.get(4), shared, fields.get(dash + 1), options));
      }
    }
    return new MountTable(out);
  }

  /** The topmost mount at a place. */
  Optional<Mount> at(String point) {
    return mounts.stream().filter(m -> m.point().equals(point)).reduce((a, b) -> b);
  }

  boolean sharedRoot() {
    return at("/").map(Mount::shared).orElse(false);
  }
}
