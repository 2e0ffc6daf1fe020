package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
  private static final Map<String, String> RULES =
      Map.ofEntries(
          Map.entry("b *:*", "m"),
          Map.entry("c *:*", "m"),
          Map.entry("c 1:3", "rwm"),
          Map.entry("c 1:5", "rwm"),
          Map.entry("c 1:7", "rwm"),
          Map.entry("c 1:8", "rwm"),
          Map.entry("c 1:9", "rwm"),
          Map.entry("c 5:0", "rwm"),
          Map.entry("c 5:1", "rwm"),
          Map.entry("c 5:2", "rwm"),
          Map.entry("c 10:200", "rwm"),
          Map.entry("c 136:*", "rwm"));

  /** What a job can count on: the devices that are in every container, to read and write. */
  private static final List<String> NEEDED =
      List.of("c 1:3", "c 1:5", "c 1:7", "c 1:8", "c 1:9", "c 5:0", "c 5:2", "c 136:*");

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
    rules(seen.deviceRules(), planned).forEach(out::add);
    return out.list();
  }

  /**
   * What is wrong with what can be opened; each rule gives what it says, and nothing takes away.
   */
  static List<String> rules(List<String> seen, List<Device.Node> planned) {
    Mismatches out = new Mismatches();
    for (String rule : seen) {
      if (!allows(RULES, rule) && planned.stream().noneMatch(node -> allows(decided(node), rule))) {
        out.add("the control group lets devices be opened by the rule " + rule);
      }
    }
    for (String device : NEEDED) {
      need(out, device, "rw", seen);
    }
    for (Device.Node node : planned) {
      need(out, name(node), node.access(), seen);
    }
    return out.list();
  }

  private static String name(Device.Node node) {
    return node.type() + " " + node.major() + ":" + node.minor();
  }

  private static Map<String, String> decided(Device.Node node) {
    return Map.of(name(node), node.access());
  }

  /** Whether a rule is for one of these devices and gives no more than they have. */
  private static boolean allows(Map<String, String> devices, String rule) {
    int end = rule.lastIndexOf(' ');
    String access = devices.getOrDefault(rule.substring(0, Math.max(0, end)), "");
    return rule.substring(end + 1).chars().allMatch(c -> access.indexOf(c) >= 0);
  }

  private static void need(Mismatches out, String device, String access, List<String> seen) {
    List<String> wider =
        List.of(device, device.replaceFirst(":.*", ":*"), device.charAt(0) + " *:*", "a *:*");
    String given =
        seen.stream()
            .filter(rule -> wider.contains(rule.substring(0, Math.max(0, rule.lastIndexOf(' ')))))
            .map(rule -> rule.substring(rule.lastIndexOf(' ') + 1))
            .collect(Collectors.joining());
    if (!access.chars().allMatch(letter -> given.indexOf(letter) >= 0)) {
      out.add("the control group does not let " + device + " be opened (" + access + ")");
    }
  }
}
