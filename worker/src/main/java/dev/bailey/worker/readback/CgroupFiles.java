package dev.bailey.worker.readback;

import dev.bailey.sys.DeviceFilters;
import dev.bailey.sys.SysException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits of a process's control groups: version 2, or version 1 with one hierarchy per
 * controller.
 *
 * @param root such as {@code /sys/fs/cgroup}
 * @param swaps such as {@code /proc/swaps}
 */
record CgroupFiles(Path root, Path swaps) {
  /** From here on version 1 means "no limit": it rounds 2^63 - 1 down to whole pages. */
  private static final long V1_UNLIMITED = Long.MAX_VALUE - (1 << 20);

  /** How often programs are read before they count as unreadable. */
  private static final int LOOKS = 3;

  /** Reads the limits of the groups named in a {@code /proc/PID/cgroup}. */
  Controls.Cgroup of(String membership) {
    Map<String, String> paths = paths(membership);
    return Files.exists(root.resolve("cgroup.controllers")) ? unified(paths) : split(paths);
  }

  /**
   * The rules by which devices can be opened: version 1 has a list; in version 2 programs of the
   * group, and of those above it, decide.
   */
  List<String> devices(String membership) {
    Map<String, String> paths = paths(membership);
    if (Files.exists(root.resolve("cgroup.controllers"))) {
      return DeviceRuleList.of(programs(directory(root, paths, "")));
    }
    Path group = directory(root.resolve("devices"), paths, "devices");
    return ProcFiles.read(group.resolve("devices.list")).lines().toList();
  }

  /** A program that is replaced while they are read is not there the next time. */
  private static List<DeviceProgram> programs(Path group) {
    for (int i = 1; ; i++) {
      try {
        return DeviceFilters.of(group).stream().map(DeviceProgram::of).toList();
      } catch (SysException failed) {
        if (i == LOOKS || !failed.errno().equals("ENOENT")) {
          String hidden =
              failed.errno().equals("EACCES")
                  ? "; a kernel with net.core.bpf_jit_harden shows it only if kernel.kptr_restrict"
                      + " is less than 2"
                  : "";
          throw new ReadbackException(
              "cannot read which devices can be opened: " + failed.getMessage() + hidden, failed);
        }
      }
    }
  }

  /** Paths by controller; version 2 has the empty name. */
  static Map<String, String> paths(String membership) {
    Map<String, String> paths = new TreeMap<>();
    for (String line : membership.lines().toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length != 3) {
        throw new ReadbackException("cgroup has a line of unknown form: " + line);
      }
      for (String controller : fields[1].split(",", -1)) {
        paths.put(controller, fields[2]);
      }
    }
    return paths;
  }

  private Controls.Cgroup unified(Map<String, String> paths) {
    Path group = directory(root, paths, "");
    String[] cpu = ProcFiles.read(group.resolve("cpu.max")).strip().split(" ", -1);
    if (cpu.length != 2) {
      throw new ReadbackException("cpu.max has an unknown form");
    }
    Path swap = group.resolve("memory.swap.max");
    return new Controls.Cgroup(
        number(group.resolve("memory.max")),
        Files.exists(swap) ? number(swap) : withoutAccounting(),
        number(group.resolve("pids.max")),
        number(cpu[0]),
        number(cpu[1]));
  }

  private Controls.Cgroup split(Map<String, String> paths) {
    Path memory = directory(root.resolve("memory"), paths, "memory");
    Path cpu = directory(root.resolve("cpu"), paths, "cpu");
    long memoryLimit = number(memory.resolve("memory.limit_in_bytes"));
    return new Controls.Cgroup(
        memoryLimit,
        swapBeyond(memoryLimit, memory.resolve("memory.memsw.limit_in_bytes")),
        number(directory(root.resolve("pids"), paths, "pids").resolve("pids.max")),
        number(cpu.resolve("cpu.cfs_quota_us")),
        number(cpu.resolve("cpu.cfs_period_us")));
  }

  private long swapBeyond(long memoryLimit, Path together) {
    if (!Files.exists(together)) {
      return withoutAccounting();
    }
    long both = number(together);
    return both == Controls.UNLIMITED ? Controls.UNLIMITED : both - memoryLimit;
  }

  /** A kernel that does not account for swap limits nothing; harmless only if there is no swap. */
  private long withoutAccounting() {
    boolean none = !Files.exists(swaps) || ProcFiles.read(swaps).lines().skip(1).count() == 0;
    return none ? 0 : Controls.UNLIMITED;
  }

  private static Path directory(Path hierarchy, Map<String, String> paths, String controller) {
    String path = paths.getOrDefault(controller, "");
    if (!path.startsWith("/") || path.contains("/../") || path.endsWith("/..")) {
      throw new ReadbackException("no control group for '" + controller + "'");
    }
    return hierarchy.resolve(path.substring(1));
  }

  private static long number(Path file) {
    return number(ProcFiles.read(file).strip());
  }

  private static long number(String text) {
    if (text.equals("max")) {
      return Controls.UNLIMITED;
    }
    long value = Long.parseLong(text);
    return value >= V1_UNLIMITED ? Controls.UNLIMITED : value;
  }
}
