package dev.bailey.worker.readback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files below {@code /proc} that belong to the whole host, not to a process, and that the runtime
 * keeps from a container: an empty directory or {@code /dev/null} over them, or a read-only mount.
 * Those below {@code /sys} need nothing, because an empty directory lies over all of it.
 */
final class KernelPaths {
  /** Tell about the host. */
  private static final Set<String> HIDDEN =
      Set.of(
          "acpi",
          "kcore",
          "keys",
          "latency_stats",
          "sched_debug",
          "scsi",
          "timer_list",
          "timer_stats");

  /** Change the host. Some runtimes hide sound cards, others make them read-only. */
  private static final Set<String> READ_ONLY =
      Set.of("asound", "bus", "fs", "irq", "sys", "sysrq-trigger");

  /** Hidden by newer runtimes only. */
  private static final Set<String> MAY_BE_HIDDEN = Set.of("interrupts");

  /** What empty directories and {@code /dev/null} are on. */
  private static final Set<String> EMPTY = Set.of("tmpfs", "devtmpfs");

  private KernelPaths() {}

  /** Those that this kernel has, sorted; others cannot be mounted over. */
  static List<String> of(Path proc) {
    return Stream.concat(HIDDEN.stream(), READ_ONLY.stream())
        .filter(name -> Files.exists(proc.resolve(name)))
        .map(name -> "/proc/" + name)
        .sorted()
        .toList();
  }

  /** Whether this is a mount that keeps the path from the container. */
  static boolean kept(Controls.Mount mount) {
    String name = mount.target().replaceFirst("^/proc/", "");
    boolean empty = EMPTY.contains(mount.type());
    if (HIDDEN.contains(name) || MAY_BE_HIDDEN.contains(name)) {
      return empty;
    }
    boolean readOnly = mount.type().equals("proc") && mount.options().contains("ro");
    return READ_ONLY.contains(name) && (empty || readOnly);
  }
}
