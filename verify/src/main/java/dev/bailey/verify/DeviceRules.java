package dev.bailey.verify;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the device nodes read back: those of the plan, and those that every container has. */
final class DeviceRules {
  private static final Map<String, String> STANDARD =
      Map.of(
          "/dev/null", "1:3",
          "/dev/zero", "1:5",
          "/dev/full", "1:7",
          "/dev/random", "1:8",
          "/dev/urandom", "1:9",
          "/dev/tty", "5:0",
          "/dev/console", "5:1",
          "/dev/ptmx", "5:2",
          "/dev/pts/ptmx", "5:2");

  /** What runtimes write into the control group of every container. */
  private static final Set<String> RULES =
      Set.of(
          "b *:* m",
          "c *:* m",
          "c 1:3 rwm",
          "c 1:5 rwm",
          "c 1:7 rwm",
          "c 1:8 rwm",
          "c 1:9 rwm",
          "c 5:0 rwm",
          "c 5:1 rwm",
          "c 5:2 rwm",
          "c 10:200 rwm",
          "c 136:* rwm");

  private DeviceRules() {}

  static void check(Plan plan, Observed seen, Findings findings) {
    List<PlannedDevice.Node> planned = PlannedDevice.nodes(plan.devices());
    for (PlannedDevice.Node node : planned) {
      if (seen.deviceNodes().stream().noneMatch(s -> same(node, s))) {
        fail(findings, "device node " + Plain.text(node.path()) + " was decided but not seen");
      }
    }
    for (Observed.DeviceNode node : seen.deviceNodes()) {
      boolean usual =
          node.type().equals("c")
              && ((node.major() + ":" + node.minor())
                      .equals(STANDARD.getOrDefault(node.path(), "none"))
                  || (node.path().matches("/dev/pts/[0-9]{1,6}") && node.major() == 136));
      if (node.owned()) {
        fail(findings, "the host's device node " + Plain.text(node.path()) + " is the job's own");
      }
      if (!usual && planned.stream().noneMatch(p -> same(p, node))) {
        fail(findings, "device node " + Plain.text(node.path()) + " is not in the plan");
      }
    }
    for (String rule : seen.deviceRules()) {
      if (!RULES.contains(rule) && planned.stream().noneMatch(p -> allows(p, rule))) {
        fail(findings, "devices could be opened by the rule " + Plain.text(rule));
      }
    }
  }

  private static boolean same(PlannedDevice.Node planned, Observed.DeviceNode seen) {
    return planned.path().equals(seen.path())
        && planned.type().equals(seen.type())
        && planned.major() == seen.major()
        && planned.minor() == seen.minor()
        && planned.mode().equals(seen.mode());
  }

  private static boolean allows(PlannedDevice.Node node, String rule) {
    String begins = node.type() + " " + node.major() + ":" + node.minor() + " ";
    return rule.startsWith(begins)
        && rule.substring(begins.length()).chars().allMatch(c -> node.access().indexOf(c) >= 0);
  }

  private static void fail(Findings findings, String text) {
    findings.fail(Topic.WALLS, text);
  }
}
