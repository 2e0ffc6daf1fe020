package dev.bailey.worker.host;

import dev.bailey.job.plan.JobIds;
import dev.bailey.worker.host.HostFacts.Cgroups;
import dev.bailey.worker.host.HostFacts.Tool;
import dev.bailey.worker.host.Prerequisite.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what a host lacks, why it matters and what to do about it. */
public final class Doctor {
  /** Room below which an image build or a job may run out of disk: 5 GB. */
  public static final long LOW_DISK_BYTES = 5_000_000_000L;

  /** Oldest Podman whose service is known to do what is asked of it. */
  static final int[] OLDEST_PODMAN = {4, 3};

  private static final String REPAIR = "bailey doctor --fix";

  private final HostFacts facts;
  private final List<Prerequisite> list = new ArrayList<>();

  private Doctor(HostFacts facts) {
    this.facts = facts;
  }

  /** Every prerequisite in a fixed order, met or not. */
  public static List<Prerequisite> examine(HostFacts facts) {
    Doctor doctor = new Doctor(facts);
    doctor.machine();
    doctor.programs();
    doctor.kernel();
    doctor.limits();
    doctor.extras();
    return List.copyOf(doctor.list);
  }

  /** What keeps every job from running; empty on a fit host. */
  public static List<Prerequisite> blocking(HostFacts facts) {
    return examine(facts).stream().filter(Prerequisite::blocks).toList();
  }

  private void machine() {
    HostFacts.Os os = facts.system();
    needed(
        "architecture",
        os.architecture().equals("amd64"),
        os.architecture(),
        "the starter program and the system call filter are made for it",
        "use a machine of architecture amd64");
    wanted(
        "system",
        os.debian(),
        os.name(),
        "packages are installed and images are built with Debian's tools",
        "install the programs named below by hand");
    needed(
        "root",
        facts.rights().root(),
        facts.rights().root() ? "yes" : "no, an ordinary user",
        "mounts, ids and limits are set up by root; rootless Podman is not enough",
        "run bailey as root");
    wanted(
        "jdk",
        Runtime.Version.parse(facts.jdk()).feature() >= 25,
        facts.jdk(),
        "Bailey runs on it",
        "install JDK 25 or newer");
  }

  private void programs() {
    Optional<Tool> podman = facts.tool("podman");
    needed("podman", podman.isPresent(), seen(podman), "creates the containers", install("podman"));
    podman
        .filter(p -> !recent(p))
        .ifPresent(p ->
            list.add(
                new Prerequisite(
                    "podman version",
                    State.MISSING,
                    p.version(),
                    "older services ignore parts of a hardened request",
                    "install podman 4.3 or newer",
                    true)));
    program("conmon", "conmon", "watches a container and keeps its exit code", true);
    runtime();
    program("nft", "nftables", "closes a job's network but for what is listed", false);
    program("netavark", "netavark", "Podman's own networks; not used by jobs", false);
    program("mmdebstrap", "mmdebstrap", "builds images without a registry", false);
    program("mke2fs", "e2fsprogs", "makes scratch space of a fixed size", true);
  }

  private void runtime() {
    List<String> found = new ArrayList<>();
    for (String name : RuntimeChooser.candidates(facts)) {
      found.add(name + " " + facts.tool(name).orElseThrow().version());
    }
    needed(
        "runtime",
        !found.isEmpty(),
        found.isEmpty() ? "none" : String.join(", ", found),
        "starts the container's first process; which one works is found by trying",
        install(RuntimeChooser.fitting(facts)));
  }

  private void kernel() {
    HostFacts.Kernel kernel = facts.kernel();
    needed(
        "seccomp",
        kernel.seccomp(),
        kernel.seccomp() ? "yes" : "no",
        "filters system calls",
        "use a kernel with CONFIG_SECCOMP_FILTER");
    needed(
        "overlay",
        kernel.overlay() || facts.storage().driver().equals("overlay"),
        facts.storage().driver().isEmpty() ? "not known" : facts.storage().driver(),
        "image layers are used in place instead of copied",
        "modprobe overlay");
    needed(
        "idmapped mounts",
        kernel.idmappedMounts(),
        "Linux " + kernel.release(),
        "a job reads inputs and writes outputs without changing their owner",
        "use Linux 5.12 or newer");
    namespacesAndDevices();
  }

  private void namespacesAndDevices() {
    needed(
        "user namespaces",
        facts.rights().userNamespaces() > 0,
        Long.toString(facts.rights().userNamespaces()),
        "root inside a container is nobody outside",
        "sysctl user.max_user_namespaces=10000");
    needed(
        "loop devices",
        facts.devices().loop(),
        facts.devices().loop() ? "yes" : "no",
        "scratch space of a fixed size is a file with a file system in it",
        "modprobe loop");
  }

  private void limits() {
    Cgroups cgroups = facts.cgroups();
    String mode = cgroups.mode().name().toLowerCase(Locale.ROOT);
    needed(
        "limits",
        cgroups.complete(),
        "cgroup " + mode + ": " + String.join(" ", cgroups.controllers()),
        "processor time, memory and processes of a job are limited by the kernel",
        "enable the cpu, memory and pids controllers");
    raising();
    sharedRoot();
    jobIds();
    forwarding();
  }

  private void forwarding() {
    boolean four = facts.forwarding().four();
    wanted(
        "forwarding",
        four,
        yes(four),
        "jobs with a network reach their destinations through the host",
        REPAIR + " (sysctl net.ipv4.ip_forward=1)");
    boolean six = facts.forwarding().six();
    wanted(
        "IPv6 forwarding",
        six,
        yes(six),
        "the same for destinations by IPv6; not switched on for you, because a host that gets its"
            + " own address by router advertisement needs accept_ra=2 first",
        "sysctl net.ipv6.conf.all.forwarding=1");
  }

  private void raising() {
    boolean raise = facts.rights().sysResource();
    list.add(
        new Prerequisite(
            "raising limits",
            raise ? State.FOUND : State.DEGRADED,
            raise ? "yes" : "no, up to " + facts.rights().hardNofile() + " open files",
            "higher limits for open files and processes than the agent itself has",
            raise ? "" : "give the agent CAP_SYS_RESOURCE; without it jobs get the agent's limits",
            false));
  }

  private void sharedRoot() {
    boolean shared = facts.storage().sharedRoot();
    list.add(
        new Prerequisite(
            "shared root mount",
            shared ? State.FOUND : State.DEGRADED,
            shared ? "yes" : "no",
            "without it Podman cannot always unmount a container that has ended",
            shared ? "" : "mount --make-shared /",
            false));
  }

  private void jobIds() {
    Optional<HostFacts.SubIds.Range> taken = facts.ids().within(JobIds.FIRST, JobIds.LAST);
    needed(
        "job ids",
        taken.isEmpty(),
        taken
            .map(r -> r.start() + " and " + (r.count() - 1) + " more belong to " + r.owner())
            .orElse(JobIds.FIRST + " to " + JobIds.LAST),
        "each attempt runs under host ids that nobody else has",
        "take the line of "
            + taken.map(HostFacts.SubIds.Range::owner).orElse("")
            + " away from /etc/subuid and /etc/subgid");
  }

  private void extras() {
    boolean room = facts.storage().freeBytes() >= LOW_DISK_BYTES;
    list.add(
        new Prerequisite(
            "disk",
            room ? State.FOUND : State.DEGRADED,
            facts.storage().freeBytes() / 1_000_000 + " MB free in the home",
            "outputs, logs and the record of what happened are kept there",
            room ? "" : "free some space, or set BAILEY_HOME to a larger disk",
            false));
    boolean encrypts = facts.devices().encryption();
    wanted(
        "encrypted scratch",
        encrypts,
        yes(encrypts),
        "what jobs write is unreadable on the disk; without it policies can refuse them",
        "modprobe ext4, if the kernel has it with CONFIG_FS_ENCRYPTION");
    wanted(
        "clock",
        !facts.kernel().clock().isEmpty(),
        facts.kernel().clock().isEmpty() ? "not known" : facts.kernel().clock(),
        "times in the record",
        "check /sys/devices/system/clocksource");
  }

  private void program(String name, String debianPackage, String why, boolean needed) {
    Optional<Tool> tool = facts.tool(name);
    boolean there = tool.isPresent();
    list.add(
        new Prerequisite(
            name,
            there ? State.FOUND : State.MISSING,
            seen(tool),
            why,
            there ? "" : install(debianPackage),
            needed));
  }

  private void needed(String name, boolean fine, String seen, String why, String fix) {
    list.add(
        new Prerequisite(
            name, fine ? State.FOUND : State.MISSING, seen, why, fine ? "" : fix, true));
  }

  private void wanted(String name, boolean fine, String seen, String why, String fix) {
    list.add(
        new Prerequisite(
            name, fine ? State.FOUND : State.DEGRADED, seen, why, fine ? "" : fix, false));
  }

  private String install(String... packages) {
    return facts.system().debian()
        ? REPAIR + " (apt-get install " + String.join(" ", packages) + ")"
        : "install " + String.join(" or ", packages);
  }

  private static boolean recent(Tool podman) {
    String[] parts = podman.version().split("[^0-9]+", 3);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return false;
    }
    int major = Integer.parseInt(parts[0]);
    return major > OLDEST_PODMAN[0]
        || (major == OLDEST_PODMAN[0] && Integer.parseInt(parts[1]) >= OLDEST_PODMAN[1]);
  }

  private static String seen(Optional<Tool> tool) {
    return tool.map(t -> t.version().isEmpty() ? t.path().toString() : t.version()).orElse("none");
  }

  private static String yes(boolean there) {
    return there ? "yes" : "no";
  }
}
