package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.worker.podman.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who the process is, what it may do, and which parts of the host it sees. */
final class IdentityCheck {
  private static final int SECCOMP_FILTER = 2;

  private IdentityCheck() {}

  static List<String> mismatches(
      Controls seen, ContainerPlan plan, Placement placement, boolean cgroupV2) {
    Mismatches out = new Mismatches();
    ids(out, seen, plan, placement);
    privileges(out, seen, plan);
    surroundings(out, seen, cgroupV2, placement.wire().isPresent());
    out.expect("the command", waiting(plan), waitingAtAnyGate(seen));
    out.expect("the environment", environment(plan, placement), seen.environment());
    out.expect("the working directory", plan.workdir(), seen.workingDirectory());
    seen.descriptors().stream()
        .filter(open -> !needed(open))
        .forEach(open -> out.add("the process has " + open + " open, nothing was decided of it"));
    return out.list();
  }

  /** Input and output, and the gate at which the starter waits. */
  private static boolean needed(String open) {
    return open.equals("/dev/null") || open.equals("pipe") || open.startsWith(Targets.START + "/");
  }

  /** What the policy left, and the platform's own variable. */
  private static List<String> environment(ContainerPlan plan, Placement placement) {
    List<String> all = new ArrayList<>(plan.environment());
    placement.context().ifPresent(c -> all.add(c.variable()));
    return all.stream().sorted().toList();
  }

  private static void ids(Mismatches out, Controls seen, ContainerPlan plan, Placement placement) {
    long user = placement.idBase() + plan.user();
    long group = placement.idBase() + plan.group();
    out.expect("the user", List.of(user, user, user, user), seen.uids());
    out.expect("the group", List.of(group, group, group, group), seen.gids());
    if (seen.groups().stream().anyMatch(g -> g != group)) {
      out.add("the supplementary groups are " + seen.groups() + ", decided was " + group + " only");
    }
    String map = "0 " + placement.idBase() + " " + placement.idCount();
    out.expect("the map of users", map, seen.uidMap());
    out.expect("the map of groups", map, seen.gidMap());
  }

  private static void privileges(Mismatches out, Controls seen, ContainerPlan plan) {
    capabilities(out, seen.capabilities(), Capability.mask(plan.capabilities()));
    if (!seen.noNewPrivileges()) {
      out.add("the process may gain privileges, decided was that it may not");
    }
    if (seen.seccompMode() != SECCOMP_FILTER || seen.seccompFilters() < 1) {
      out.add(
          String.format(
              Locale.ROOT,
              "system calls are not filtered (mode %d, %d filters), decided was a filter",
              seen.seccompMode(),
              seen.seccompFilters()));
    }
  }

  /** The bounding set is what is kept; the others can be at most that. */
  private static void capabilities(Mismatches out, Controls.Capabilities seen, String kept) {
    boolean beyond =
        List.of(seen.inheritable(), seen.permitted(), seen.effective(), seen.ambient()).stream()
            .anyMatch(set -> (bits(set) & ~bits(kept)) != 0);
    if (beyond || !seen.bounding().equals(kept)) {
      out.add("the capabilities are " + seen + ", decided was " + kept);
    }
  }

  private static long bits(String set) {
    return Long.parseUnsignedLong(set, 16);
  }

  private static void surroundings(Mismatches out, Controls seen, boolean cgroupV2, boolean wired) {
    for (Map.Entry<String, String> space : new TreeMap<>(seen.namespaces()).entrySet()) {
      boolean shared = space.getKey().equals("cgroup") && !cgroupV2;
      if (!shared && !space.getValue().equals("own")) {
        out.add("the " + space.getKey() + " namespace is the host's, decided was an own one");
      }
    }
    out.expect(
        "the list of network interfaces",
        wired ? List.of("eth0", "lo") : List.of("lo"),
        seen.interfaces().stream().sorted().toList());
    if (!seen.rootReadOnly()) {
      out.add("the root is writable, decided was read-only");
    }
  }

  private static List<String> waiting(ContainerPlan plan) {
    List<String> command = new ArrayList<>(plan.command());
    command.addFirst(Targets.START + "/");
    command.addFirst(Targets.STARTER);
    return command;
  }

  /** The gate's name is not part of the decision. */
  private static List<String> waitingAtAnyGate(Controls seen) {
    List<String> command = new ArrayList<>(seen.command());
    if (command.size() > 1 && command.get(1).startsWith(Targets.START + "/")) {
      command.set(1, Targets.START + "/");
    }
    return command;
  }
}
