package dev.bailey.worker.host;

import dev.bailey.worker.host.HostFacts.Cgroups;
import dev.bailey.worker.host.HostFacts.Cgroups.Mode;
import dev.bailey.worker.host.MountTable.Mount;
import java.util.List;

/** Finds out which control group hierarchy is mounted and what it can limit. */
final class CgroupReader {
  private static final String ROOT = "/sys/fs/cgroup";
  private static final List<String> NEEDED = List.of("cpu", "memory", "pids");

  private CgroupReader() {}

  static Cgroups read(Roots roots) {
    MountTable table = MountTable.of(roots);
    if (table.at(ROOT).map(m -> m.type().equals("cgroup2")).orElse(false)) {
      List<String> have = FactReader.words(roots.text(ROOT + "/cgroup.controllers"));
      return new Cgroups(Mode.V2, NEEDED.stream().filter(have::contains).toList());
    }
    List<String> have =
        table.mounts().stream()
            .filter(m -> m.type().equals("cgroup"))
            .flatMap(m -> m.options().stream())
            .toList();
    List<String> usable = NEEDED.stream().filter(have::contains).toList();
    if (usable.isEmpty()) {
      return new Cgroups(Mode.NONE, List.of());
    }
    return new Cgroups(controllersInV2(roots, table) ? Mode.HYBRID : Mode.V1, usable);
  }

  /** A version 2 mount with controllers is what crun refuses beside version 1. */
  private static boolean controllersInV2(Roots roots, MountTable table) {
    return table.mounts().stream()
        .filter(m -> m.type().equals("cgroup2"))
        .map(Mount::point)
        .anyMatch(point -> !roots.text(point + "/cgroup.controllers").isBlank());
  }
}
