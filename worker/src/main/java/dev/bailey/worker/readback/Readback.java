package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.sys.EncryptedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the walls of a waiting container from the kernel. What it returns describes the starter,
 * and so the workload: after an {@code exec} without privileges none of it can become weaker.
 */
public final class Readback {
  private static final List<String> NAMESPACES =
      List.of("user", "mnt", "pid", "net", "ipc", "uts", "cgroup");

  /** Where a job writes on the disk, if something is mounted there. */
  private static final List<String> WRITTEN = List.of("/out", "/scratch");

  /** Directories below a hierarchy in which Podman puts a container's group. */
  private static final List<String> PARENTS = List.of("libpod_parent", "machine.slice");

  /** How often a control group is read before it counts as unreadable. */
  private static final int LOOKS = 3;

  private final Path proc;
  private final Path cgroups;

  /** Reads this host. */
  public Readback() {
    this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /** Reads copies of the kernel's files. */
  Readback(Path proc, Path cgroups) {
    this.proc = proc;
    this.cgroups = cgroups;
  }

  /** Whether this host has the unified cgroup hierarchy only. */
  public boolean cgroupV2() {
    return Files.exists(cgroups.resolve("cgroup.controllers"));
  }

  /**
   * The container's only process, from its control group; empty if there is none or several, or if
   * the group is elsewhere (then Podman's inspection knows).
   *
   * @param podmanId Podman's name of the container, 64 digits
   */
  public OptionalLong processOf(String podmanId) {
    List<Long> all = processesOf(podmanId);
    return all.size() == 1 ? OptionalLong.of(all.getFirst()) : OptionalLong.empty();
  }

  /**
   * All processes of a container, from its control group and those below it, in which crun keeps
   * them; none if the group is elsewhere.
   */
  public List<Long> processesOf(String podmanId) {
    Path hierarchy = cgroupV2() ? cgroups : cgroups.resolve("pids");
    for (String parent : PARENTS) {
      for (String group : List.of("libpod-" + podmanId, "libpod-" + podmanId + ".scope")) {
        Path directory = hierarchy.resolve(parent).resolve(group);
        if (Files.exists(directory)) {
          return processesBelow(directory);
        }
      }
    }
    return List.of();
  }

  /** A group that goes while it is being read is not there the next time. */
  private static List<Long> processesBelow(Path group) {
    for (int i = 1; ; i++) {
      try (Stream<Path> tree = Files.walk(group)) {
        return tree.filter(file -> file.endsWith("cgroup.procs"))
            .flatMap(file -> ProcFiles.read(file).lines())
            .map(Long::valueOf)
            .toList();
      } catch (IOException | UncheckedIOException | ReadbackException failed) {
        if (!Files.exists(group)) {
          return List.of();
        }
        if (i == LOOKS) {
          throw new ReadbackException("cannot read the processes of " + group, failed);
        }
      }
    }
  }

  /**
   * The controls of a process.
   *
   * @param hostPid the starter, as the host numbers it
   * @throws ReadbackException if the process is gone or a file has an unknown form
   */
  public Controls observe(long hostPid) {
    ProcFiles process = new ProcFiles(proc.resolve(Long.toString(hostPid)));
    Map<String, String> status = process.status();
    CgroupFiles groups = new CgroupFiles(cgroups, proc.resolve("swaps"));
    String membership = process.text("cgroup");
    String mountinfo = process.text("mountinfo");
    MountTable mounts = MountTable.parse(mountinfo);
    return new Controls(
        ids(status, "Uid"),
        ids(status, "Gid"),
        ids(status, "Groups"),
        process.idMap("uid_map"),
        process.idMap("gid_map"),
        capabilities(status),
        number(status, "NoNewPrivs") == 1,
        number(status, "Seccomp"),
        number(status, "Seccomp_filters"),
        namespaces(process),
        process.interfaces(),
        groups.of(membership),
        new Controls.ProcessLimits(
            process.hardLimit("Max open files"),
            process.hardLimit("Max core file size"),
            process.hardLimit("Max processes")),
        process.texts("cmdline"),
        process.texts("environ").stream().sorted().toList(),
        process.link("cwd"),
        process.descriptors(),
        mounts.rootReadOnly(),
        mounts.below().stream().map(mount -> marked(mount, process)).toList(),
        KernelPaths.of(proc),
        process.room(
            mounts.below().stream().map(Controls.Mount::target).filter(WRITTEN::contains).toList()),
        DeviceNodes.below(
            proc.resolve(Long.toString(hostPid)).resolve("root/dev"),
            "/dev",
            DeviceNodes.ownFileSystems(
                mountinfo, new ProcFiles(proc.resolve("self")).text("mountinfo"))),
        groups.devices(membership));
  }

  /** Asks the directory itself, because encryption is no flag of a mount. */
  private static Controls.Mount marked(Controls.Mount mount, ProcFiles process) {
    if (!EncryptedFiles.encrypted(process.inside(mount.target()))) {
      return mount;
    }
    return new Controls.Mount(
        mount.target(),
        mount.type(),
        Stream.concat(mount.options().stream(), Stream.of(Controls.Mount.ENCRYPTED)).toList());
  }

  /**
   * Every control that is not as decided, one sentence each; empty if the walls stand.
   *
   * @param plan as the policy narrowed it
   */
  public List<String> mismatches(Controls seen, ContainerPlan plan, Placement placement) {
    List<String> all = new ArrayList<>();
    all.addAll(IdentityCheck.mismatches(seen, plan, placement, cgroupV2()));
    all.addAll(ResourceCheck.mismatches(seen, plan));
    all.addAll(MountCheck.mismatches(seen, plan, placement));
    all.addAll(DeviceCheck.mismatches(seen, plan));
    return List.copyOf(all);
  }

  /**
   * The program that waits there, so that it can be compared with the starter's digest.
   *
   * @throws ReadbackException if it cannot be read
   */
  public byte[] program(long hostPid) {
    try {
      return Files.readAllBytes(proc.resolve(Long.toString(hostPid)).resolve("exe"));
    } catch (IOException failed) {
      throw new ReadbackException("cannot read the program of process " + hostPid, failed);
    }
  }

  private static List<Long> ids(Map<String, String> status, String name) {
    String value = field(status, name);
    return value.isEmpty()
        ? List.of()
        : List.of(value.split("\\s+", -1)).stream().map(Long::valueOf).toList();
  }

  private static Controls.Capabilities capabilities(Map<String, String> status) {
    return new Controls.Capabilities(
        field(status, "CapInh"),
        field(status, "CapPrm"),
        field(status, "CapEff"),
        field(status, "CapBnd"),
        field(status, "CapAmb"));
  }

  private static long number(Map<String, String> status, String name) {
    return Long.parseLong(field(status, name));
  }

  private static String field(Map<String, String> status, String name) {
    String value = status.getOrDefault(name, "?");
    if (value.equals("?")) {
      throw new ReadbackException("the kernel's status has no " + name);
    }
    return value;
  }

  private Map<String, String> namespaces(ProcFiles process) {
    ProcFiles self = new ProcFiles(proc.resolve("self"));
    Map<String, String> out = new TreeMap<>();
    for (String kind : NAMESPACES) {
      out.put(kind, process.namespace(kind).equals(self.namespace(kind)) ? "host" : "own");
    }
    return out;
  }
}
