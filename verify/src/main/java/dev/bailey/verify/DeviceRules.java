package dev.bailey.verify;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the devices read back: nodes, and what could be opened, are those of the plan and those
 * that every container has.
 */
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

  /** What runtimes let every container open, by their own lists. */
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

  /** What every job can read and write. */
  private static final Set<String> NEEDED =
      Set.of("c 1:3", "c 1:5", "c 1:7", "c 1:8", "c 1:9", "c 5:0", "c 5:2", "c 136:*");

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
    rules(planned, seen.deviceRules(), findings);
  }

  private static void rules(
      List<PlannedDevice.Node> planned, List<String> rules, Findings findings) {
    if (rules.isEmpty()) {
      findings.note(Topic.WALLS, "which devices could be opened was not read back");
      return;
    }
    Map<String, Set<String>> needed = new TreeMap<>();
    NEEDED.forEach(device -> needed.put(device, Set.of("rw")));
    planned.forEach(node ->
        needed.merge(
            node.type() + " " + node.major() + ":" + node.minor(),
            Set.of(node.access()),
            DeviceRules::both));
    for (String rule : rules) {
      int end = rule.lastIndexOf(' ');
      String device = rule.substring(0, Math.max(0, end));
      String access = rule.substring(end + 1);
      if (!within(access, RULES.getOrDefault(device, ""))
          && needed.getOrDefault(device, Set.of()).stream().noneMatch(n -> within(access, n))) {
        fail(findings, "devices could be opened by the rule " + Plain.text(rule));
      }
    }
    needed.forEach((device, accesses) -> {
      String given = given(device, rules);
      if (!accesses.stream().allMatch(access -> within(access, given))) {
        fail(findings, "device " + Plain.text(device) + " could not be opened");
      }
    });
  }

  /** What the device's own rule gives, and wider ones. */
  private static String given(String device, List<String> rules) {
    List<String> names =
        List.of(device, device.replaceFirst(":.*", ":*"), device.charAt(0) + " *:*", "a *:*");
    return rules.stream()
        .filter(rule -> names.stream().anyMatch(name -> rule.startsWith(name + " ")))
        .map(rule -> rule.substring(rule.lastIndexOf(' ') + 1))
        .collect(Collectors.joining());
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }

  private static boolean within(String access, String most) {
    return access.chars().allMatch(letter -> most.indexOf(letter) >= 0);
  }

  private static boolean same(PlannedDevice.Node planned, Observed.DeviceNode seen) {
    return planned.path().equals(seen.path())
        && planned.type().equals(seen.type())
        && planned.major() == seen.major()
        && planned.minor() == seen.minor()
        && planned.mode().equals(seen.mode());
  }

  private static void fail(Findings findings, String text) {
    findings.fail(Topic.WALLS, text);
  }
}
