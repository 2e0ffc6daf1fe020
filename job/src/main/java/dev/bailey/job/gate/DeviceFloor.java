package dev.bailey.job.gate;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.LoaderVariables;
import dev.bailey.job.plan.Share;
import dev.bailey.policy.Denial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What no policy can relax about devices of the host. */
final class DeviceFloor {
  /** Character devices by major and minor number: memory, consoles, and whole subsystems. */
  private static final Set<String> NEVER =
      Set.of(
          "1:1", "1:2", "1:4", "1:11", // mem, kmem, port, kmsg
          "5:0", "5:1", "5:2", "5:3", // tty, console, ptmx, ttyprintk
          "10:130", "10:135", "10:144", // watchdog, rtc, nvram
          "10:196", // vfio
          "10:200", // tun
          "10:203", "10:223", "10:239", // cuse, uinput, uhid
          "10:227", "10:228", // mcelog, hpet
          "10:229", "10:232", "10:234", // fuse, kvm, btrfs-control
          "10:235", "10:236", "10:237", // autofs, device-mapper, loop-control
          "10:238", "10:240", "10:241", "10:242"); // vhost, userio, vhost-vsock, rfkill

  /** Majors of which nothing is given: terminals, input, SCSI, tapes, processors, pseudo ttys. */
  private static final Set<Long> NEVER_MAJORS =
      Set.of(4L, 7L, 9L, 13L, 21L, 90L, 108L, 153L, 189L, 202L, 203L, 204L);

  /** Beginnings of host paths whose numbers the kernel chooses when it starts. */
  private static final List<String> NEVER_PATHS =
      List.of(
          "/dev/mem",
          "/dev/kmem",
          "/dev/kmsg",
          "/dev/port",
          "/dev/kvm",
          "/dev/tty",
          "/dev/console",
          "/dev/vcs",
          "/dev/pts",
          "/dev/ptmx",
          "/dev/input",
          "/dev/uinput",
          "/dev/uhid",
          "/dev/hidraw",
          "/dev/fuse",
          "/dev/cuse",
          "/dev/loop",
          "/dev/mapper",
          "/dev/nvme",
          "/dev/ng",
          "/dev/sg",
          "/dev/bsg",
          "/dev/st",
          "/dev/nst",
          "/dev/net",
          "/dev/ppp",
          "/dev/vfio",
          "/dev/iommu",
          "/dev/vhost",
          "/dev/vsock",
          "/dev/cpu",
          "/dev/mei",
          "/dev/tpm",
          "/dev/ipmi",
          "/dev/watchdog",
          "/dev/rtc",
          "/dev/hpet",
          "/dev/nvram",
          "/dev/sev",
          "/dev/gpiochip",
          "/dev/i2c",
          "/dev/spidev",
          "/dev/bus",
          "/dev/usb",
          "/dev/mtd",
          "/dev/userfaultfd",
          "/dev/btrfs-control",
          "/dev/autofs",
          "/dev/rfkill",
          "/dev/snapshot");

  /** What every container has below {@code /dev}. */
  private static final List<String> STANDARD =
      List.of(
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/dev/random",
          "/dev/urandom",
          "/dev/tty",
          "/dev/console",
          "/dev/ptmx",
          "/dev/pts",
          "/dev/shm",
          "/dev/mqueue",
          "/dev/fd",
          "/dev/stdin",
          "/dev/stdout",
          "/dev/stderr",
          "/dev/core");

  /** Places in the container that nothing of a device covers. */
  private static final List<String> OWN =
      List.of(
          "/proc",
          "/sys",
          "/dev",
          "/tmp",
          "/out",
          "/scratch",
          "/in",
          Share.WORKSPACE,
          Share.START,
          "/run/secrets",
          "/run/.containerenv",
          "/etc/hosts",
          "/etc/hostname",
          "/etc/resolv.conf",
          "/etc/passwd",
          "/etc/group",
          "/etc/ld.so.preload");

  private DeviceFloor() {}

  static Optional<Denial> refuses(ContainerPlan plan) {
    if (plan.devices().isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    for (Device device : plan.devices()) {
      if (!Device.isName(device.name()) || !names.add(device.name())) {
        return deny(
            "a device has a full name and is there once", "devices", device.name(), "name it once");
      }
    }
    Optional<String> loader =
        plan.environment().stream()
            .map(entry -> entry.split("=", 2)[0])
            .filter(LoaderVariables::is)
            .findFirst();
    if (loader.isPresent()) {
      return deny(
          "no variable of the loader enters a container with a device",
          "environment",
          loader.get(),
          "set it in the job's own script");
    }
    for (Device.Node node : Device.nodes(plan.devices())) {
      Optional<Denial> refused = node(node);
      if (refused.isPresent()) {
        return refused;
      }
    }
    for (Device.Mount mount : Device.mounts(plan.devices())) {
      Optional<Denial> refused = mount(mount);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return places(plan);
  }

  private static Optional<Denial> node(Device.Node node) {
    if (!node.type().equals("c")) {
      return deny(
          "no block device enters a container", "devices.nodes", node.hostPath(), "leave it out");
    }
    if (NEVER.contains(node.major() + ":" + node.minor())
        || NEVER_MAJORS.contains(node.major())
        || (node.major() >= 136 && node.major() <= 143)
        || NEVER_PATHS.stream().anyMatch(node.hostPath()::startsWith)) {
      return deny(
          "no device that reaches memory, consoles, disks, input or other machines is given",
          "devices.nodes",
          node.hostPath() + " " + node.major() + ":" + node.minor(),
          "leave it out");
    }
    if (!Set.of("r", "w", "rw").contains(node.access())) {
      return deny(
          "a device node is read or written, never made",
          "devices.nodes",
          node.path() + " " + node.access(),
          "rw");
    }
    if (!node.hostPath().equals(node.path())
        || !below(node.path(), "/dev")
        || STANDARD.stream().anyMatch(p -> node.path().equals(p) || below(node.path(), p))) {
      return deny(
          "a device node is below /dev under its own name, where nothing else is",
          "devices.nodes",
          node.hostPath() + " as " + node.path(),
          "");
    }
    return Optional.empty();
  }

  private static Optional<Denial> mount(Device.Mount mount) {
    if (Floor.forbiddenSource(mount.source())
        || Floor.SYSTEM_PATHS.stream().anyMatch(p -> below(p, mount.source()))) {
      return deny(
          "no system path and no socket of the host enters a container",
          "devices.mounts",
          mount.source(),
          "write a specification without it");
    }
    String at = mount.destination();
    boolean covers =
        !clean(at) || OWN.stream().anyMatch(p -> at.equals(p) || below(at, p) || below(p, at));
    return covers
        ? deny(
            "nothing of a device covers what belongs to the runtime, the loader or the job",
            "devices.mounts",
            at,
            "write a specification without it")
        : Optional.empty();
  }

  /** Each place has one thing in it, and none is within another. */
  private static Optional<Denial> places(ContainerPlan plan) {
    List<String> all = new ArrayList<>();
    Device.nodes(plan.devices()).forEach(node -> all.add(node.path()));
    Share.ofDevices(plan).forEach(share -> all.add(share.destination()));
    Map<String, Integer> times = new HashMap<>();
    for (String at : all) {
      boolean within = all.stream().anyMatch(other -> below(at, other));
      if (within || times.merge(at, 1, Integer::sum) > 1) {
        return deny(
            "devices do not cover each other's files",
            "devices",
            at,
            "ask for devices whose specifications agree");
      }
    }
    return Optional.empty();
  }

  private static boolean clean(String path) {
    return path.startsWith("/")
        && List.of(path.substring(1).split("/", -1)).stream()
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  private static boolean below(String path, String parent) {
    return path.startsWith(parent.equals("/") ? parent : parent + "/") && clean(path);
  }

  private static Optional<Denial> deny(String rule, String field, String seen, String nearest) {
    return Optional.of(new Denial("floor", "attach_device", rule, field, seen, nearest));
  }
}
