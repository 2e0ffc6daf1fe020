package dev.bailey.verify;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The controls that were read back while the workload was held. */
record Observed(
    List<Long> uids,
    List<Long> gids,
    List<Long> groups,
    String uidMap,
    String gidMap,
    SortedMap<String, String> capabilities,
    boolean noNewPrivileges,
    long seccompMode,
    long seccompFilters,
    SortedMap<String, String> namespaces,
    List<String> interfaces,
    long memoryBytes,
    long swapBytes,
    long pids,
    long cpuQuota,
    long cpuPeriod,
    long openFiles,
    long coreBytes,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    List<String> descriptors,
    boolean rootReadOnly,
    List<Mount> mounts,
    List<String> kernelPaths,
    Optional<Connected> network,
    List<DeviceNode> deviceNodes,
    List<String> deviceRules,
    long processes,
    long roomBytes) {
  static final List<String> CAPABILITY_SETS =
      List.of("inheritable", "permitted", "effective", "bounding", "ambient");
  static final List<String> NAMESPACES =
      List.of("user", "mnt", "pid", "net", "ipc", "uts", "cgroup");

  Observed {
    uids = List.copyOf(uids);
    gids = List.copyOf(gids);
    groups = List.copyOf(groups);
    interfaces = List.copyOf(interfaces);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    descriptors = List.copyOf(descriptors);
    mounts = List.copyOf(mounts);
    kernelPaths = List.copyOf(kernelPaths);
    deviceNodes = List.copyOf(deviceNodes);
    deviceRules = List.copyOf(deviceRules);
  }

  /**
   * The network that was seen.
   *
   * @param namespace number of the process's namespace
   * @param prepared number of the namespace that was prepared
   * @param rules digest of the rules read back
   */
  record Connected(long namespace, long prepared, String rules) {
    static Connected read(Fields f) {
      Connected seen =
          new Connected(
              f.number("namespace", 1), f.number("prepared", 1), f.digest("rules_sha256"));
      f.end();
      return seen;
    }
  }

  /** One mount below the container's root. */
  record Mount(String target, String type, List<String> options) {
    Mount {
      options = List.copyOf(options);
    }

    boolean readOnly() {
      return options.contains("ro") && !options.contains("rw");
    }
  }

  /** One device node in the container. */
  record DeviceNode(String path, String type, long major, long minor, String mode, boolean owned) {
    static DeviceNode read(Fields f) {
      DeviceNode node =
          new DeviceNode(
              f.text("path"),
              f.text("type"),
              f.number("major", 0),
              f.number("minor", 0),
              f.text("mode"),
              f.has("owned") && f.truth("owned"));
      f.end();
      return node;
    }
  }

  static Observed read(Fields f) {
    SortedMap<String, String> sets = texts(f.fields("capabilities"), CAPABILITY_SETS);
    SortedMap<String, String> spaces = texts(f.fields("namespaces"), NAMESPACES);
    Fields cgroup = f.fields("cgroup");
    Fields limits = f.fields("limits");
    Observed observed =
        new Observed(
            f.numbers("uids"),
            f.numbers("gids"),
            f.numbers("groups"),
            f.text("uid_map"),
            f.text("gid_map"),
            sets,
            f.truth("no_new_privileges"),
            f.number("seccomp_mode", 0),
            f.number("seccomp_filters", 0),
            spaces,
            f.texts("interfaces"),
            cgroup.number("memory_bytes", 0),
            cgroup.number("memory_swap_bytes", 0),
            cgroup.number("pids", 0),
            cgroup.number("cpu_quota_us", 0),
            cgroup.number("cpu_period_us", 1),
            limits.number("open_files", 0),
            limits.number("core_bytes", 0),
            f.texts("command"),
            f.texts("environment"),
            f.text("working_directory"),
            f.texts("descriptors"),
            f.truth("root_read_only"),
            f.each("mounts").stream().map(Observed::mount).toList(),
            f.texts("kernel_paths"),
            f.has("network") ? Optional.of(Connected.read(f.fields("network"))) : Optional.empty(),
            f.has("device_nodes")
                ? f.each("device_nodes").stream().map(DeviceNode::read).toList()
                : List.of(),
            f.has("device_rules") ? f.texts("device_rules") : List.of(),
            limits.has("processes") ? limits.number("processes", -1) : 0,
            f.has("room_bytes") ? f.number("room_bytes", 0) : 0);
    cgroup.end();
    limits.end();
    f.end();
    return observed;
  }

  private static Mount mount(Fields f) {
    Mount mount = new Mount(f.text("target"), f.text("type"), f.texts("options"));
    f.end();
    return mount;
  }

  private static SortedMap<String, String> texts(Fields f, List<String> names) {
    TreeMap<String, String> all = new TreeMap<>();
    names.forEach(name -> all.put(name, f.text(name)));
    f.end();
    return all;
  }
}
