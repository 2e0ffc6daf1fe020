package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoObject;
import java.util.List;

/**
 * One mount of a container.
 *
 * @param destination in the container
 * @param type such as {@code bind} or {@code tmpfs}
 * @param source on the machine
 */
public record Mount(String destination, String type, String source, Texts options) {
  RegoObject value() {
    return new Input()
        .put("destination", destination)
        .put("source", source)
        .put("options", options)
        .put("type", type)
        .document();
  }

  private static Mount of(String destination, String type, String source, String options) {
    return new Mount(destination, type, source, Texts.of(List.of(options.split(","))));
  }

  /** What every container of Linux has under the usual container interface. */
  public static final List<Mount> DEFAULTS =
      List.of(
          of("/proc", "proc", "proc", "nosuid,noexec,nodev"),
          of("/dev", "tmpfs", "tmpfs", "nosuid,strictatime,mode=755,size=65536k"),
          of(
              "/dev/pts",
              "devpts",
              "devpts",
              "nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5"),
          of("/dev/shm", "tmpfs", "shm", "nosuid,noexec,nodev,mode=1777,size=65536k"),
          of("/dev/mqueue", "mqueue", "mqueue", "nosuid,noexec,nodev"),
          of("/sys", "sysfs", "sysfs", "nosuid,noexec,nodev,ro"),
          of("/run", "tmpfs", "tmpfs", "nosuid,strictatime,mode=755,size=65536k"),
          of("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid,noexec,nodev,relatime,ro"),
          of("/sys/fs/cgroup", "cgroup2", "cgroup2", "nosuid,noexec,nodev,relatime,ro"));

  /** What privileged ones have besides. */
  public static final List<Mount> PRIVILEGED =
      List.of(
          of("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid,noexec,nodev,relatime,rw"),
          of("/sys/fs/cgroup", "cgroup2", "cgroup2", "nosuid,noexec,nodev,relatime,rw"),
          of("/sys", "sysfs", "sysfs", "nosuid,noexec,nodev,rw"));

  private static final List<String> NETWORKING =
      List.of("/etc/hostname", "/etc/hosts", "/etc/resolv.conf");

  /**
   * The files of a sandbox's network that its containers get, unless they bring their own.
   *
   * @param sandboxRoot the folder that has them
   * @param readOnly whether the container's root is
   * @param own the container's mounts
   */
  public static List<Mount> networking(String sandboxRoot, boolean readOnly, List<Mount> own) {
    return NETWORKING.stream()
        .filter(file -> own.stream().noneMatch(mount -> mount.destination.equals(file)))
        .map(file ->
            of(
                file,
                "bind",
                sandboxRoot + file.substring(file.lastIndexOf('/')),
                readOnly ? "bind,ro" : "bind"))
        .toList();
  }
}
