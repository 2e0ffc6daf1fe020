package dev.bailey.worker.readback;

import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The walls around a process as the kernel reports them, in the form of {@code observed} in {@code
 * docs/evidence.md}.
 *
 * @param uids real, effective, saved and file system user, as host ids
 * @param gids the same of the group
 * @param groups supplementary groups, as host ids
 * @param uidMap {@code <inside> <outside> <count>}, several lines joined by {@code "; "}
 * @param gidMap the same of groups
 * @param capabilities the five sets
 * @param noNewPrivileges whether programs can raise privileges
 * @param seccompMode 2 if a filter is in force
 * @param seccompFilters number of filters
 * @param namespaces for each kind {@code own} or {@code host}
 * @param interfaces names of network interfaces
 * @param cgroup limits of the control group
 * @param limits limits of the process
 * @param command the argument list: the starter, its gate, and the workload's
 * @param environment {@code NAME=value}, sorted
 * @param workingDirectory where the process is, as the host's kernel names it
 * @param descriptors what it has open, in the order of its descriptors: a path, {@code pipe}, or
 *     {@code socket} and the like
 * @param rootReadOnly whether the root is mounted read-only
 * @param mounts every mount below the root, in the kernel's order
 * @param kernelPaths files of the whole host that this kernel has below {@code /proc}, and from
 *     which the container must be kept
 * @param roomBytes size of the larger of the file systems at {@code /out} and {@code /scratch}
 * @param deviceNodes every device node below {@code /dev}, by path
 * @param deviceRules what devices the control group lets be opened, in the form of version 1: the
 *     kernel's list there, and what its programs allow in version 2
 */
public record Controls(
    List<Long> uids,
    List<Long> gids,
    List<Long> groups,
    String uidMap,
    String gidMap,
    Capabilities capabilities,
    boolean noNewPrivileges,
    long seccompMode,
    long seccompFilters,
    Map<String, String> namespaces,
    List<String> interfaces,
    Cgroup cgroup,
    ProcessLimits limits,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    List<String> descriptors,
    boolean rootReadOnly,
    List<Mount> mounts,
    List<String> kernelPaths,
    long roomBytes,
    List<DeviceNode> deviceNodes,
    List<String> deviceRules) {
  /** Stands for "no limit" in {@link Cgroup} and {@link ProcessLimits}. */
  public static final long UNLIMITED = -1;

  public Controls {
    uids = List.copyOf(uids);
    gids = List.copyOf(gids);
    groups = List.copyOf(groups);
    namespaces = Map.copyOf(namespaces);
    interfaces = List.copyOf(interfaces);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    descriptors = List.copyOf(descriptors);
    mounts = List.copyOf(mounts);
    kernelPaths = List.copyOf(kernelPaths);
    deviceNodes = List.copyOf(deviceNodes);
    deviceRules = List.copyOf(deviceRules);
  }

  /** Capability sets, each 16 hexadecimal digits. */
  public record Capabilities(
      String inheritable, String permitted, String effective, String bounding, String ambient) {
    Json json() {
      return Json.object()
          .put("inheritable", inheritable)
          .put("permitted", permitted)
          .put("effective", effective)
          .put("bounding", bounding)
          .put("ambient", ambient)
          .build();
    }
  }

  /**
   * Limits of a control group; {@link #UNLIMITED} where there is none.
   *
   * @param memoryBytes memory
   * @param memorySwapBytes swap beyond memory, 0 if there is none
   * @param pids processes and threads
   * @param cpuQuotaMicros processor time per period
   * @param cpuPeriodMicros the period
   */
  public record Cgroup(
      long memoryBytes,
      long memorySwapBytes,
      long pids,
      long cpuQuotaMicros,
      long cpuPeriodMicros) {
    Json json() {
      return Json.object()
          .put("memory_bytes", memoryBytes)
          .put("memory_swap_bytes", memorySwapBytes)
          .put("pids", pids)
          .put("cpu_quota_us", cpuQuotaMicros)
          .put("cpu_period_us", cpuPeriodMicros)
          .build();
    }
  }

  /** Hard limits of the process; {@link #UNLIMITED} where there is none. */
  public record ProcessLimits(long openFiles, long coreBytes, long processes) {
    Json json() {
      return Json.object()
          .put("open_files", openFiles)
          .put("core_bytes", coreBytes)
          .put("processes", processes)
          .build();
    }
  }

  /**
   * One mount.
   *
   * @param target path in the container
   * @param type file system type
   * @param options flags of the mount, for memory file systems their size, and {@link #ENCRYPTED};
   *     sorted
   */
  public record Mount(String target, String type, List<String> options) {
    /** Stands among the options if what is written there is encrypted on its disk. */
    public static final String ENCRYPTED = "encrypted";

    public Mount {
      options = options.stream().sorted().toList();
    }

    Json json() {
      return Json.object()
          .put("target", target)
          .put("type", type)
          .put("options", Json.strings(options))
          .build();
    }
  }

  /**
   * One device node.
   *
   * @param path in the container
   * @param type {@code c} or {@code b}
   * @param mode permission bits
   * @param owned whether it is the host's and belongs to an id of a job, which can change its mode
   *     then
   */
  public record DeviceNode(
      String path, String type, long major, long minor, int mode, boolean owned) {
    /** {@code major:minor}. */
    String numbers() {
      return major + ":" + minor;
    }

    Json json() {
      Json.ObjectBuilder out =
          Json.object()
              .put("path", path)
              .put("type", type)
              .put("major", major)
              .put("minor", minor)
              .put("mode", String.format(Locale.ROOT, "%04o", mode));
      return (owned ? out.put("owned", true) : out).build();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s (%s %s, mode %04o%s)",
          path,
          type,
          numbers(),
          mode,
          owned ? ", the job's own" : "");
    }
  }

  /** The form that is recorded. */
  public Json.Obj json() {
    return Json.object()
        .put("uids", numbers(uids))
        .put("gids", numbers(gids))
        .put("groups", numbers(groups))
        .put("uid_map", uidMap)
        .put("gid_map", gidMap)
        .put("capabilities", capabilities.json())
        .put("no_new_privileges", noNewPrivileges)
        .put("seccomp_mode", seccompMode)
        .put("seccomp_filters", seccompFilters)
        .put("namespaces", Json.strings(namespaces))
        .put("interfaces", Json.strings(interfaces))
        .put("cgroup", cgroup.json())
        .put("limits", limits.json())
        .put("command", Json.strings(command))
        .put("environment", Json.strings(environment))
        .put("working_directory", workingDirectory)
        .put("descriptors", Json.strings(descriptors))
        .put("root_read_only", rootReadOnly)
        .put("mounts", Json.array(mounts.stream().map(Mount::json).toList()))
        .put("kernel_paths", Json.strings(kernelPaths))
        .put("room_bytes", roomBytes)
        .put("device_nodes", Json.array(deviceNodes.stream().map(DeviceNode::json).toList()))
        .put("device_rules", Json.strings(deviceRules))
        .build();
  }

  private static Json numbers(List<Long> values) {
    return Json.array(values.stream().map(Json::of).toList());
  }
}
