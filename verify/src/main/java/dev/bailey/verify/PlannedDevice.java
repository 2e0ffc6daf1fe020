package dev.bailey.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A device of the host that the plan names, with all that it brings.
 *
 * @param hooks digests of the programs that were not run
 */
record PlannedDevice(
    String name,
    String spec,
    List<Node> nodes,
    List<Mount> mounts,
    List<String> environment,
    List<String> hooks) {
  PlannedDevice {
    nodes = List.copyOf(nodes);
    mounts = List.copyOf(mounts);
    environment = List.copyOf(environment);
    hooks = List.copyOf(hooks);
  }

  /** A device node; the path is the container's. */
  record Node(
      String path,
      String hostPath,
      String type,
      long major,
      long minor,
      String mode,
      String access) {}

  /** A file or directory for reading. */
  record Mount(String source, String destination) {}

  static PlannedDevice read(Fields f) {
    f.text("file");
    PlannedDevice device =
        new PlannedDevice(
            f.text("name"),
            f.digest("sha256"),
            f.each("nodes").stream().map(PlannedDevice::node).toList(),
            f.each("mounts").stream().map(PlannedDevice::mount).toList(),
            f.texts("environment"),
            f.each("hooks").stream().map(PlannedDevice::hook).toList());
    f.end();
    return device;
  }

  private static Node node(Fields f) {
    Node node =
        new Node(
            f.text("path"),
            f.text("host_path"),
            f.text("type"),
            f.number("major", 0),
            f.number("minor", 0),
            f.text("mode"),
            f.text("access"));
    f.end();
    return node;
  }

  private static Mount mount(Fields f) {
    Mount mount = new Mount(f.text("source"), f.text("destination"));
    f.end();
    return mount;
  }

  private static String hook(Fields f) {
    f.text("name");
    f.text("path");
    String digest = f.digest("sha256");
    f.end();
    return digest;
  }

  /** The nodes of all, once each. */
  static List<Node> nodes(List<PlannedDevice> devices) {
    LinkedHashSet<Node> all = new LinkedHashSet<>();
    devices.forEach(d -> all.addAll(d.nodes));
    return List.copyOf(all);
  }

  static boolean isNode(List<PlannedDevice> devices, String path) {
    return nodes(devices).stream().anyMatch(n -> n.path.equals(path));
  }

  static boolean isMount(List<PlannedDevice> devices, String path) {
    return devices.stream()
        .flatMap(d -> d.mounts.stream())
        .anyMatch(m -> m.destination.equals(path));
  }

  /** What is wrong with them in any plan; empty if nothing is. */
  static List<String> problems(List<PlannedDevice> all) {
    List<String> problems = new ArrayList<>();
    if (all.stream().map(PlannedDevice::name).distinct().count() < all.size()) {
      problems.add("plan.devices has one name twice");
    }
    for (Node node : nodes(all)) {
      if (!node.type.equals("c")
          || !node.path.startsWith("/dev/")
          || !node.hostPath.startsWith("/dev/")
          || !node.access.matches("r|w|rw")) {
        problems.add("plan.devices has a node that no container may have");
      }
    }
    return problems;
  }

  /** The whole question that the policy must have been asked about it. */
  Map<String, Json> question(String containerId) {
    Map<String, Json> expected = new TreeMap<>();
    expected.put("containerID", new Json.Str(containerId));
    expected.put("device", new Json.Str(name));
    expected.put("kind", new Json.Str(name.substring(0, Math.max(0, name.indexOf('=')))));
    expected.put("all", new Json.Bool(name.endsWith("=all")));
    expected.put("sha256", new Json.Str(spec));
    expected.put("env", Json.Arr.texts(environment));
    expected.put("hooks", Json.Arr.texts(hooks));
    expected.put("nodes", new Json.Arr(nodes.stream().map(PlannedDevice::asked).toList()));
    expected.put("mounts", new Json.Arr(mounts.stream().map(PlannedDevice::asked).toList()));
    return expected;
  }

  private static Json asked(Node node) {
    TreeMap<String, Json> all = new TreeMap<>();
    all.put("path", new Json.Str(node.path));
    all.put("host_path", new Json.Str(node.hostPath));
    all.put("type", new Json.Str(node.type));
    all.put("major", new Json.Num(node.major));
    all.put("minor", new Json.Num(node.minor));
    all.put("access", new Json.Str(node.access));
    return new Json.Obj(all);
  }

  private static Json asked(Mount mount) {
    TreeMap<String, Json> all = new TreeMap<>();
    all.put("source", new Json.Str(mount.source));
    all.put("destination", new Json.Str(mount.destination));
    all.put("options", Json.Arr.texts(List.of("ro", "nosuid", "nodev")));
    return new Json.Obj(all);
  }
}
