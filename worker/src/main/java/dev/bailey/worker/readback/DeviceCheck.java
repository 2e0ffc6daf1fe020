package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which devices the process finds, and which it could open. */
final class DeviceCheck {
  /** What every runtime makes, by path. */
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

  /**
   * What runtimes let every container open by their own lists; making nodes needs a capability that
   * no job has, and for tun there is no node.
   */
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

  private DeviceCheck() {}

  static List<String> mismatches(Controls seen, ContainerPlan plan) {
    Mismatches out = new Mismatches();
    List<Device.Node> planned = Device.nodes(plan.devices());
    List<Controls.DeviceNode> others = new ArrayList<>(seen.deviceNodes());
    for (Device.Node node : planned) {
      Controls.DeviceNode decided =
          new Controls.DeviceNode(
              node.path(), node.type(), node.major(), node.minor(), node.mode(), false);
      if (!others.remove(decided)) {
        out.add("there is no device node " + decided + ", which was decided");
      }
    }
    for (Controls.DeviceNode other : others) {
      boolean usual =
          other.type().equals("c")
              && !other.owned()
              && (other.numbers().equals(STANDARD.getOrDefault(other.path(), "none"))
                  || (other.path().matches("/dev/pts/[0-9]{1,6}") && other.major() == 136));
      if (!usual) {
        out.add("there is a device node " + other + ", which was not decided");
      }
    }
    for (String rule : seen.deviceRules()) {
      if (!RULES.contains(rule) && planned.stream().noneMatch(node -> allows(node, rule))) {
        out.add("the control group lets devices be opened by the rule " + rule);
      }
    }
    return out.list();
  }

  /** Whether a rule is for that node and gives no more than was decided. */
  private static boolean allows(Device.Node node, String rule) {
    String begins = node.type() + " " + node.major() + ":" + node.minor() + " ";
    return rule.startsWith(begins)
        && rule.substring(begins.length()).chars().allMatch(c -> node.access().indexOf(c) >= 0);
  }
}
