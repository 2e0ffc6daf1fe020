package dev.bailey.worker.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host made of files in a temporary directory and of programs that answer by table. */
final class FakeHost {
  private final Path root;
  private final Map<String, String> answers = new HashMap<>();

  FakeHost(Path root) {
    this.root = root;
    answers.put("uname -m", "x86_64\n");
  }

  /** Debian 12: hybrid control groups, no CAP_SYS_RESOURCE, Podman 4.3.1, runc and crun. */
  static FakeHost reference(Path root) {
    FakeHost host = new FakeHost(root);
    host.file(
        "/etc/os-release",
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n");
    host.common("6.18.44", "000001fffeffffff", "20000", "96365");
    host.file(
        "/proc/self/mountinfo",
        """
        27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
        31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
        32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
        35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
        39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
        41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        """);
    host.file("/sys/fs/cgroup/unified/cgroup.controllers", "hugetlb\n");
    host.file("/etc/subuid", "containers:200000:655360\n");
    host.file("/etc/subgid", "containers:200000:655360\n");
    host.tool("/usr/bin/podman", "podman version 4.3.1");
    host.tool("/usr/bin/crun", "crun version 1.8.1\ncommit: f8a096be");
    host.tool("/usr/sbin/runc", "runc version 1.1.5+ds1");
    host.tool("/usr/lib/podman/netavark", "netavark 1.4.0");
    return host;
  }

  /** Debian 13: control groups version 2, all capabilities, Podman 5.4.2, runc and crun. */
  static FakeHost modern(Path root) {
    FakeHost host = new FakeHost(root);
    host.file(
        "/etc/os-release",
        "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME='Debian GNU/Linux 13 (trixie)'\n");
    host.common("6.12.41+deb13-amd64", "000001ffffffffff", "524288", "unlimited");
    host.file(
        "/proc/self/mountinfo",
        """
        29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        35 24 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate
        """);
    host.file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
    host.file("/etc/subuid", "user:100000:65536\n");
    host.file("/etc/subgid", "user:100000:65536\n");
    host.tool("/usr/bin/podman", "podman version 5.4.2");
    host.tool("/usr/bin/crun", "crun version 1.21");
    host.tool("/usr/sbin/runc", "runc version 1.1.15+ds1");
    host.tool("/usr/lib/podman/netavark", "netavark 1.14.0");
    return host;
  }

  private void common(String kernel, String capabilities, String files, String processes) {
    file("/proc/sys/kernel/osrelease", kernel + "\n");
    file(
        "/proc/sys/kernel/seccomp/actions_avail",
        "kill_process kill_thread trap errno log allow\n");
    file("/proc/filesystems", "nodev\tproc\nnodev\toverlay\n\text4\n");
    file("/proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t" + capabilities + "\n");
    file(
        "/proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units     \n"
            + "Max processes             1024                 "
            + processes
            + "                processes \n"
            + "Max open files            1024                 "
            + files
            + "                files     \n");
    file("/proc/sys/kernel/pid_max", "32768\n");
    file("/proc/sys/net/ipv4/ip_forward", "1\n");
    file("/proc/sys/net/ipv6/conf/all/forwarding", "1\n");
    file("/proc/sys/user/max_user_namespaces", "96365\n");
    file("/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
    file("/dev/loop-control", "");
    file("/sys/fs/ext4/features/encryption", "supported\n");
    tool("/usr/bin/conmon", "conmon version 2.1.6");
    tool("/usr/sbin/nft", "nftables v1.0.6 (Lester Gooch #5)");
    tool("/usr/bin/mmdebstrap", "mmdebstrap 1.3.5");
    tool("/usr/sbin/mke2fs", "mke2fs 1.47.0 (5-Feb-2023)");
    answers.put("/usr/bin/podman info -f {{.Store.GraphDriverName}}", "overlay\n");
  }

  FakeHost file(String path, String text) {
    try {
      Path file = root.resolve("fs" + path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  FakeHost without(String path) {
    try {
      Files.delete(root.resolve("fs" + path));
      return this;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  FakeHost tool(String path, String version) {
    answers.put(path + " --version", version + "\n");
    answers.put(path + " -V", version + "\n");
    return file(path, "program");
  }

  FakeHost answer(String command, String text) {
    answers.put(command, text);
    return this;
  }

  Path home() {
    return root.resolve("home");
  }

  Roots roots() {
    return new Roots(root.resolve("fs"), home(), this::run);
  }

  HostFacts facts() {
    return HostFacts.detect(roots());
  }

  private Probe.Output run(List<String> command) {
    String text = answers.get(String.join(" ", command));
    return text == null ? new Probe.Output(127, "") : new Probe.Output(0, text);
  }
}
