package dev.bailey.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/** Checks that the controls read back are those of the narrowed plan at its placement. */
final class WallStage {
  /** Memory limits are kept in whole pages; 65,536 bytes is the largest page of a Linux host. */
  private static final long PAGE = 65_536;

  private final Plan plan;
  private final Placement place;
  private final Observed seen;
  private final Findings findings;

  private WallStage(Started start, Observed seen, Findings findings) {
    this.plan = start.plan();
    this.place = start.placement();
    this.seen = seen;
    this.findings = findings;
  }

  /**
   * @param document the policy's text
   */
  static void check(History history, String document, Findings findings) {
    if (history.start().isEmpty() || history.readback().isEmpty()) {
      if (!history.ran()) {
        findings.note(Topic.WALLS, "the workload never ran, so there was nothing to read back");
      }
      return;
    }
    if (!history.ran()) {
      findings.note(
          Topic.WALLS,
          "the workload never ran"
              + (history.readback().get().mismatches().isEmpty()
                  ? ""
                  : ", because its walls did not match: "
                      + Plain.text(history.readback().get().mismatches())));
      return;
    }
    new WallStage(history.start().get(), history.readback().get().observed(), findings)
        .check(document);
  }

  private void check(String document) {
    identity();
    privileges();
    separation();
    limits();
    process();
    context(document);
    MountRules.check(plan, place, seen, findings);
    DeviceRules.check(plan, seen, findings);
    long kept = plan.capabilities().size();
    findings.passIfClean(
        Topic.WALLS,
        "read back before the first instruction: "
            + (kept == 1 ? "1 capability" : kept + " capabilities")
            + ", seccomp "
            + Plain.text(plan.seccompProfile())
            + ", no new privileges, own ids, "
            + (plan.networkClosed() ? "no network" : "network by allow-list")
            + ", read-only root, "
            + (plan.devices().isEmpty()
                ? ""
                : Plain.count(plan.devices().size(), "device") + " and no other, ")
            + "limits as planned"
            + (place.encryptedScratch() ? ", scratch and outputs encrypted" : ""));
  }

  private void identity() {
    long uid = place.idBase() + plan.user();
    long gid = place.idBase() + plan.group();
    same("user ids", List.of(uid, uid, uid, uid), seen.uids());
    same("group ids", List.of(gid, gid, gid, gid), seen.gids());
    if (!seen.groups().stream().allMatch(g -> g == gid)) {
      same("supplementary groups", List.of(gid), seen.groups());
    }
    String map = "0 " + place.idBase() + " " + place.idCount();
    same("user id map", map, seen.uidMap());
    same("group id map", map, seen.gidMap());
    if (plan.user() >= place.idCount() || plan.group() >= place.idCount()) {
      fail("the plan's user or group is outside the placement's id range");
    }
  }

  private void privileges() {
    OptionalLong kept = Capabilities.bits(plan.capabilities());
    if (kept.isEmpty()) {
      fail("the plan keeps a capability of an unknown name: " + Plain.text(plan.capabilities()));
    }
    seen.capabilities()
        .forEach((set, text) -> {
          if (!Hash.isHex(text, 16)) {
            fail(set + " capabilities are not 16 hexadecimal digits");
          } else if ((Long.parseUnsignedLong(text, 16) & ~kept.orElse(0)) != 0) {
            fail(
                set
                    + " capabilities: expected at most "
                    + Plain.text(plan.capabilities())
                    + ", found "
                    + text);
          }
        });
    same("no new privileges", true, seen.noNewPrivileges());
    same("seccomp mode (2 is filter)", 2L, seen.seccompMode());
    if (seen.seccompFilters() < 1) {
      fail("seccomp filters: expected at least 1, found 0");
    }
  }

  private void separation() {
    for (String name : Observed.NAMESPACES) {
      String found = seen.namespaces().getOrDefault(name, "");
      if (name.equals("cgroup") && found.equals("host")) {
        findings.note(
            Topic.WALLS,
            "the cgroup namespace is the host's: the workload could see the names of its own"
                + " control groups, not change them");
      } else {
        same(name + " namespace", "own", found);
      }
    }
    if (!plan.networkClosed()) {
      connected();
    } else if (!seen.interfaces().stream().allMatch(i -> i.equals("lo"))) {
      same("network interfaces", List.of("lo"), seen.interfaces());
    }
  }

  /** The namespace that was prepared, with the rules that were decided, and one wire. */
  private void connected() {
    same("network interfaces", List.of("eth0", "lo"), seen.interfaces().stream().sorted().toList());
    if (place.wire().isEmpty() || seen.network().isEmpty()) {
      fail("the network was open, and it was not decided or not read back");
      return;
    }
    same("rules of the network", place.wire().get().rules(), seen.network().get().rules());
    same(
        "number of the network namespace",
        seen.network().get().prepared(),
        seen.network().get().namespace());
  }

  private void limits() {
    Plan.Limit limit = plan.limits();
    if (seen.memoryBytes() > limit.memoryBytes()
        || limit.memoryBytes() - seen.memoryBytes() >= PAGE) {
      same("memory limit", limit.memoryBytes(), seen.memoryBytes());
    }
    same("swap beyond memory", 0L, seen.swapBytes());
    same("process limit", limit.pids(), seen.pids());
    // Compared as a product, so that no rounding hides a difference; both stay below 2^63 or fail.
    if (Math.multiplyHigh(seen.cpuQuota(), 1000L) != 0
        || Math.multiplyHigh(limit.cpuMillis(), seen.cpuPeriod()) != 0
        || seen.cpuQuota() * 1000 != limit.cpuMillis() * seen.cpuPeriod()) {
      fail(
          "processor limit: expected "
              + limit.cpuMillis()
              + " thousandths of a core, found "
              + seen.cpuQuota()
              + " µs in "
              + seen.cpuPeriod()
              + " µs");
    }
    same("open files limit", limit.openFiles(), seen.openFiles());
    same("core dump limit", 0L, seen.coreBytes());
    if (seen.processes() < 0) {
      fail("the user's processes were not limited");
    }
    // The file system's own tables are on top of the room for files.
    if (seen.roomBytes() - limit.diskBytes() > limit.diskBytes() / 32 + (8L << 20)) {
      fail(
          "room at /out and /scratch: expected "
              + limit.diskBytes()
              + " bytes, found "
              + seen.roomBytes());
    }
  }

  private void process() {
    List<String> command = seen.command();
    boolean waiting =
        command.size() == plan.command().size() + 2
            && command.get(0).equals("/.start/s")
            && command.get(1).startsWith("/.start/")
            && command.subList(2, command.size()).equals(plan.command());
    if (!waiting) {
      fail(
          "command: expected the starter, its gate and then "
              + Plain.text(plan.command())
              + ", found "
              + Plain.text(command));
    }
    List<String> environment = new ArrayList<>(plan.environment());
    place.context().ifPresent(c -> environment.add(c.variable()));
    same("environment", environment.stream().sorted().toList(), seen.environment());
    same("working directory", plan.workdir(), seen.workingDirectory());
    for (String open : seen.descriptors()) {
      if (!open.equals("/dev/null") && !open.equals("pipe") && !open.startsWith("/.start/")) {
        fail("the workload was given " + Plain.text(open) + " open");
      }
    }
    same("root is read-only", true, seen.rootReadOnly());
  }

  /** What the job could read must have been the policy that decided about it. */
  private void context(String document) {
    place
        .context()
        .ifPresent(context ->
            same(
                "digest of the policy shown to the job",
                Hash.sha256(Base64.getEncoder().encodeToString(document.getBytes(UTF_8))),
                context.files().getOrDefault("security-policy-base64", "none")));
  }

  private void same(String what, Object expected, Object found) {
    findings.same(Topic.WALLS, what, expected, found);
  }

  private void fail(String text) {
    findings.fail(Topic.WALLS, text);
  }
}
