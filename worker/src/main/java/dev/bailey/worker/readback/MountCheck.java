package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Placement;
import dev.bailey.worker.podman.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is mounted into the container, how, and that there is nothing else. */
final class MountCheck {
  private static final String PROC = "/proc";

  /** What the runtime mounts by itself in every container; nothing of the host's data is in it. */
  private static final Set<String> RUNTIME =
      Set.of(
          PROC,
          "/dev",
          "/dev/pts",
          "/dev/mqueue",
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/dev/random",
          "/dev/urandom",
          "/dev/tty",
          "/dev/console",
          "/etc/hosts",
          "/etc/hostname",
          "/etc/resolv.conf",
          "/etc/passwd",
          "/etc/group",
          "/run/.containerenv");

  private MountCheck() {}

  static List<String> mismatches(Controls seen, ContainerPlan plan, Placement placement) {
    Mismatches out = new Mismatches();
    Map<String, List<String>> decided = decided(plan, placement);
    Map<String, Integer> times = new LinkedHashMap<>();
    for (Controls.Mount mount : seen.mounts()) {
      times.merge(mount.target(), 1, Integer::sum);
      List<String> wanted = decided.getOrDefault(mount.target(), List.of());
      if (wanted.isEmpty()) {
        unexpected(out, mount);
      } else if (!mount.options().containsAll(wanted)) {
        out.add(
            String.format(
                "the mount at %s has the options %s, decided was %s",
                mount.target(), mount.options(), wanted));
      }
    }
    decided.keySet().forEach(target -> once(out, target, times));
    once(out, PROC, times);
    for (String path : seen.kernelPaths()) {
      if (times.getOrDefault(path, 0) != 1) {
        out.add(
            "the host's %s is not kept from the container, decided was that it is".formatted(path));
      }
    }
    return out.list();
  }

  private static void once(Mismatches out, String target, Map<String, Integer> times) {
    int seen = times.getOrDefault(target, 0);
    if (seen != 1) {
      out.add("there are %d mounts at %s, decided was one".formatted(seen, target));
    }
  }

  /** Options that each decided mount must have. */
  private static Map<String, List<String>> decided(ContainerPlan plan, Placement placement) {
    Map<String, List<String>> decided = new LinkedHashMap<>();
    decided.put(
        Targets.TMP, List.of("rw", "nosuid", "nodev", "noexec", size(plan.limits().tmpBytes())));
    decided.put(
        Targets.SHM, List.of("rw", "nosuid", "nodev", "noexec", size(plan.limits().shmBytes())));
    decided.put(Targets.SYS, List.of("ro", "nosuid", "nodev", "noexec"));
    decided.put(Targets.CGROUPS, List.of("ro", "nosuid", "nodev", "noexec"));
    for (Placement.Bind bind : placement.mounts()) {
      List<String> options = new ArrayList<>();
      options.add(bind.writable() ? "rw" : "ro");
      options.add("nosuid");
      options.add("nodev");
      if (!Targets.executable(plan, bind.destination())) {
        options.add("noexec");
      }
      if (bind.writable() && placement.encryptedScratch()) {
        options.add(Controls.Mount.ENCRYPTED);
      }
      decided.put(bind.destination(), options);
    }
    // Bound as the runtime's own nodes are: nothing is run from a device.
    Device.nodes(plan.devices()).forEach(node -> decided.put(node.path(), List.of("rw")));
    return decided;
  }

  /** The kernel shows whole pages in KiB. */
  private static String size(long bytes) {
    return "size=" + (bytes + 4095) / 4096 * 4 + "k";
  }

  private static void unexpected(Mismatches out, Controls.Mount mount) {
    if (!RUNTIME.contains(mount.target()) && !KernelPaths.kept(mount)) {
      out.add("something is mounted at " + mount.target() + ", nothing was decided there");
    }
  }
}
