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
    Optional<Connected> network) {
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
            f.has("network") ? Optional.of(Connected.read(f.fields("network"))) : Optional.empty());
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
