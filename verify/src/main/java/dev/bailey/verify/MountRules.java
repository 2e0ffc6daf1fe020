package dev.bailey.verify;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks the mounts read back: every one explained, and writable only where it may be. */
final class MountRules {
  /** Bind destinations of the host's that a job may write to. */
  private static final Set<String> WRITABLE_BINDS = Set.of("/out", "/scratch");

  /** Mounts in memory that a job may write to, beside those of {@code /dev}. */
  private static final Set<String> WRITABLE_MEMORY = Set.of("/tmp", "/scratch");

  /** Devices without power that every runtime brings along (OCI runtime specification). */
  private static final Set<String> DEVICES =
      Set.of(
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/dev/random",
          "/dev/urandom",
          "/dev/tty",
          "/dev/console");

  /** Files of {@code /proc} that runtimes hide behind {@code /dev/null} or an empty directory. */
  private static final Set<String> MASKED =
      Set.of(
          "/proc/acpi",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats");

  /** Files of the host below {@code /proc} that every Linux has. */
  private static final Set<String> ALWAYS = Set.of("/proc/bus", "/proc/fs", "/proc/sys");

  /** What empty directories and {@code /dev/null} are on. */
  private static final Set<String> EMPTY = Set.of("tmpfs", "devtmpfs");

  /** By which a job with a network looks names up. */
  private static final Set<String> NAME_FILES = Set.of("/etc/hosts", "/etc/resolv.conf");

  /** Files that a runtime writes for the container; always read-only. */
  private static final Set<String> RUNTIME_FILES =
      Set.of(
          "/etc/hosts",
          "/etc/resolv.conf",
          "/etc/hostname",
          "/etc/passwd",
          "/etc/group",
          "/run/.containerenv");

  private final Plan plan;
  private final Placement place;
  private final Findings findings;

  private MountRules(Plan plan, Placement place, Findings findings) {
    this.plan = plan;
    this.place = place;
    this.findings = findings;
  }

  static void check(Plan plan, Placement place, Observed seen, Findings findings) {
    MountRules rules = new MountRules(plan, place, findings);
    rules.binds();
    seen.mounts().forEach(mount -> rules.mount(mount, seen.mounts()));
    rules.present(seen.mounts());
    rules.kept(seen);
  }

  /** Binds that were decided must be those that the plan explains. */
  private void binds() {
    if (!plan.scratch().isEmpty()
        && plan.scratch().equals(Plan.ENCRYPTED) != place.encryptedScratch()) {
      fail("the plan wants scratch " + plan.scratch() + ", the placement says otherwise");
    }
    for (Placement.Bind bind : place.binds()) {
      String at = bind.destination();
      boolean input = plan.inputs().stream().anyMatch(i -> at.equals("/in/" + i.name()));
      boolean code = plan.hasCode() && at.equals("/workspace");
      boolean own = at.equals("/.start") || at.startsWith("/.start/");
      boolean secrets = !plan.secrets().isEmpty() && at.equals(PlannedSecret.DIRECTORY);
      boolean names = !plan.networkClosed() && NAME_FILES.contains(at);
      if (bind.writable()
          ? !WRITABLE_BINDS.contains(at)
          : !(input
              || code
              || own
              || names
              || secrets
              || PlannedDevice.isMount(plan.devices(), at))) {
        fail(
            (bind.writable() ? "writable" : "read-only")
                + " bind "
                + Plain.text(at)
                + " is not in the plan");
      }
    }
    place.context().map(Placement.Context::mount).ifPresent(this::context);
    plan.inputs().forEach(input -> bound("/in/" + input.name()));
    if (!plan.secrets().isEmpty()) {
      bound(PlannedSecret.DIRECTORY);
    }
    if (plan.hasCode()) {
      bound("/workspace");
    }
    plan.devices().forEach(d -> d.mounts().forEach(m -> bound(m.destination())));
  }

  private void context(Placement.Bind mount) {
    if (mount.writable() || !mount.destination().matches("/security-context-[0-9a-f]{16,64}")) {
      fail("the security context at " + Plain.text(mount.destination()) + " is not as it must be");
    }
  }

  private void bound(String at) {
    if (place.bind(at).isEmpty()) {
      fail("the plan's " + Plain.text(at) + " is not among the binds decided");
    }
  }

  private void mount(Observed.Mount mount, List<Observed.Mount> all) {
    String at = mount.target();
    if (!explained(at)) {
      fail("mount " + Plain.text(at) + " is in neither plan nor placement");
    } else if (!mount.readOnly() && !mayWrite(mount, all)) {
      fail("mount " + Plain.text(at) + " is writable");
    }
    if (at.equals("/tmp")) {
      size(mount, plan.limits().tmpBytes());
    } else if (at.equals("/dev/shm")) {
      size(mount, plan.limits().shmBytes());
    }
  }

  private boolean explained(String at) {
    return place.bind(at).isPresent()
        || RUNTIME_FILES.contains(at)
        || WRITABLE_MEMORY.contains(at)
        || DEVICES.contains(at)
        || PlannedDevice.isNode(plan.devices(), at)
        || Set.of("/", "/dev", "/dev/pts", "/dev/shm", "/dev/mqueue", "/proc").contains(at)
        || at.startsWith("/proc/")
        || at.equals("/sys")
        || at.startsWith("/sys/");
  }

  private boolean mayWrite(Observed.Mount mount, List<Observed.Mount> all) {
    String at = mount.target();
    String type = mount.type();
    boolean harmless = mount.options().containsAll(List.of("nosuid", "nodev"));
    if (place.bind(at).isPresent()) {
      return harmless && place.bind(at).get().writable();
    }
    if (WRITABLE_MEMORY.contains(at) || at.equals("/dev/shm")) {
      return harmless && type.equals("tmpfs");
    }
    if (at.equals("/proc")) {
      return type.equals("proc")
          && all.stream().anyMatch(m -> m.target().equals("/proc/sys") && m.readOnly());
    }
    if (PlannedDevice.isNode(plan.devices(), at)) {
      return type.equals("devtmpfs") || type.equals("tmpfs");
    }
    return switch (at) {
      case "/dev" -> type.equals("tmpfs") || type.equals("devtmpfs");
      case "/dev/pts" -> type.equals("devpts");
      case "/dev/mqueue" -> type.equals("mqueue");
      default ->
          (DEVICES.contains(at) || MASKED.contains(at))
              && (type.equals("tmpfs") || type.equals("devtmpfs") || type.equals("devpts"));
    };
  }

  /** Compares the size where the kernel shows one; it rounds up to pages. */
  private void size(Observed.Mount mount, long expected) {
    for (String option : mount.options()) {
      if (option.startsWith("size=")) {
        long size = bytes(option.substring(5));
        if (size < expected || size - expected >= 65_536) {
          fail(
              "size of "
                  + mount.target()
                  + ": expected "
                  + expected
                  + " bytes, found "
                  + Plain.text(option));
        }
      }
    }
  }

  /** Bytes of a size such as {@code 8192k}; -1 if it is none. */
  private static long bytes(String text) {
    if (!text.matches("[0-9]{1,12}[kmg]?")) {
      return -1;
    }
    char unit = text.charAt(text.length() - 1);
    int shift = unit == 'k' ? 10 : unit == 'm' ? 20 : unit == 'g' ? 30 : 0;
    return Long.parseLong(shift == 0 ? text : text.substring(0, text.length() - 1)) << shift;
  }

  /** What was decided to be mounted must have been mounted, and not more freely. */
  private void present(List<Observed.Mount> mounts) {
    for (Placement.Bind bind : place.mounts()) {
      List<Observed.Mount> seen =
          mounts.stream().filter(m -> m.target().equals(bind.destination())).toList();
      if (seen.isEmpty()) {
        fail("bind " + Plain.text(bind.destination()) + " was decided but not seen");
      }
      if (bind.writable()
          && place.encryptedScratch()
          && !seen.stream().allMatch(m -> m.options().contains("encrypted"))) {
        fail("bind " + Plain.text(bind.destination()) + " was to be encrypted, and was not");
      }
    }
  }

  /** What belongs to the whole host must be hidden, or at least read-only where that is the use. */
  private void kept(Observed seen) {
    if (seen.mounts().stream().filter(m -> m.target().equals("/proc")).count() != 1) {
      fail("there must be one mount at /proc, which nothing covers");
    }
    Set<String> paths = new TreeSet<>(ALWAYS);
    paths.addAll(seen.kernelPaths());
    for (String path : paths) {
      List<Observed.Mount> over =
          seen.mounts().stream().filter(m -> m.target().equals(path)).toList();
      boolean kept =
          over.size() == 1
              && (EMPTY.contains(over.getFirst().type())
                  || (over.getFirst().readOnly() && !MASKED.contains(path)));
      if (!kept) {
        fail("the host's " + Plain.text(path) + " was not kept from the job");
      }
    }
  }

  private void fail(String text) {
    findings.fail(Topic.WALLS, text);
  }
}
