package dev.bailey.worker.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this host is and has, as far as jobs care.
 *
 * @param system distribution
 * @param kernel kernel
 * @param tools programs that were found, by name; see {@link #tool}
 * @param cgroups how resources are limited
 * @param rights what this process may do
 * @param storage file systems
 * @param devices kernel devices
 * @param ids ranges of subordinate ids
 * @param forwarding whether packets pass between interfaces
 * @param jdk version of the running Java
 */
public record HostFacts(
    Os system,
    Kernel kernel,
    Map<String, Tool> tools,
    Cgroups cgroups,
    Rights rights,
    Storage storage,
    Devices devices,
    SubIds ids,
    Forwarding forwarding,
    String jdk) {
  public HostFacts {
    tools = Map.copyOf(tools);
  }

  /**
   * The distribution.
   *
   * @param id such as {@code debian}
   * @param version such as {@code 12}
   * @param name for people
   * @param architecture as Debian names it, such as {@code amd64}
   */
  public record Os(String id, String version, String name, String architecture) {
    /** Whether packages are installed by {@code apt-get}. */
    public boolean debian() {
      return id.equals("debian") || id.equals("ubuntu");
    }
  }

  /**
   * The kernel.
   *
   * @param release such as {@code 6.1.0-28-amd64}
   * @param seccomp whether system calls can be filtered
   * @param overlay whether overlay mounts are supported
   * @param clock source of time, such as {@code tsc}
   */
  public record Kernel(String release, boolean seccomp, boolean overlay, String clock) {
    /** Whether a mount can carry an id map: Linux 5.12, see {@code mount_setattr(2)}. */
    public boolean idmappedMounts() {
      return atLeast(5, 12);
    }

    boolean atLeast(int major, int minor) {
      String[] parts = release.split("[^0-9]+", 3);
      if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        return false;
      }
      int seen = Integer.parseInt(parts[0]);
      return seen > major || (seen == major && Integer.parseInt(parts[1]) >= minor);
    }
  }

  /**
   * A program.
   *
   * @param path where it is
   * @param version its version, empty if it does not say
   */
  public record Tool(Path path, String version) {
    /** The first number of the version, 0 if there is none. */
    public int major() {
      String digits = version.split("[^0-9]", 2)[0];
      return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }
  }

  /**
   * Control groups.
   *
   * @param mode which hierarchy is mounted
   * @param controllers of {@code cpu}, {@code memory}, {@code pids}: those that can be used
   */
  public record Cgroups(Mode mode, List<String> controllers) {
    public Cgroups {
      controllers = List.copyOf(controllers);
    }

    /** Which hierarchy is mounted at {@code /sys/fs/cgroup}. */
    public enum Mode {
      /** The unified hierarchy alone. */
      V2,
      /** One hierarchy per controller. */
      V1,
      /** Version 1, and a version 2 mount that holds controllers too. */
      HYBRID,
      /** None that is known here. */
      NONE
    }

    /** Whether processor time, memory and processes can all be limited. */
    public boolean complete() {
      return controllers.containsAll(List.of("cpu", "memory", "pids"));
    }
  }

  /**
   * What this process may do.
   *
   * @param root whether it is uid 0
   * @param sysResource whether it has {@code CAP_SYS_RESOURCE} and may raise limits
   * @param hardNofile highest number of open files it can set
   * @param hardNproc highest number of processes it can set
   * @param pidMax highest process id
   * @param userNamespaces how many user namespaces may exist
   */
  public record Rights(
      boolean root,
      boolean sysResource,
      long hardNofile,
      long hardNproc,
      long pidMax,
      long userNamespaces) {
    /** Highest process limit that Podman can set: it first lowers its own to {@code pidMax}. */
    public long settableNproc() {
      return Math.min(hardNproc, pidMax);
    }
  }

  /**
   * File systems.
   *
   * @param sharedRoot whether mounts below {@code /} reach other mount namespaces
   * @param driver Podman's storage driver, empty without Podman
   * @param freeBytes room in the home
   */
  public record Storage(boolean sharedRoot, String driver, long freeBytes) {}

  /** Whether the host passes packets on between its interfaces, by IPv4 and by IPv6. */
  public record Forwarding(boolean four, boolean six) {}

  /** What the kernel has: loop devices, and an ext4 that can encrypt. */
  public record Devices(boolean loop, boolean encryption) {}

  /**
   * Subordinate ids.
   *
   * @param uids lines of {@code /etc/subuid}
   * @param gids lines of {@code /etc/subgid}
   */
  public record SubIds(List<Range> uids, List<Range> gids) {
    public SubIds {
      uids = List.copyOf(uids);
      gids = List.copyOf(gids);
    }

    /**
     * Ids that belong to somebody.
     *
     * @param owner user name or number
     * @param start first id
     * @param count how many
     */
    public record Range(String owner, long start, long count) {
      boolean meets(long first, long last) {
        return count > 0 && start <= last && start + count > first;
      }
    }

    /** A range, of users or of groups, that has an id from {@code first} to {@code last}. */
    public Optional<Range> within(long first, long last) {
      return Stream.concat(uids.stream(), gids.stream())
          .filter(r -> r.meets(first, last))
          .findFirst();
    }
  }

  /** The program of that name, if it is here. */
  public Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** Looks at the host. Starts a handful of programs; takes about a tenth of a second. */
  public static HostFacts detect(Roots roots) {
    return FactReader.read(roots);
  }
}
