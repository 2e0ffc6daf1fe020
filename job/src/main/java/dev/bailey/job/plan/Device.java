package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Question;
import dev.bailey.policy.own.AttachDevice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A device of the host as a container gets it: what a specification of the Container Device
 * Interface says, resolved to exact nodes and files.
 *
 * @param name fully qualified, such as {@code vendor.com/class=name}
 * @param file the specification's, for people
 * @param spec digest of that file
 * @param nodes the device nodes that appear in the container
 * @param mounts files and directories of the host that appear in the container, for reading only
 * @param environment variables that come with it, as {@code NAME=value}
 * @param hooks programs that the specification wants run on the host; they are not run
 */
public record Device(
    String name,
    String file,
    Digest spec,
    List<Node> nodes,
    List<Mount> mounts,
    List<String> environment,
    List<Hook> hooks) {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?/[A-Za-z](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?"
              + "=[A-Za-z0-9](?:[A-Za-z0-9_.:-]{0,62}[A-Za-z0-9])?");

  public Device {
    nodes = List.copyOf(nodes);
    mounts = List.copyOf(mounts);
    environment = List.copyOf(environment);
    hooks = List.copyOf(hooks);
  }

  /** Whether this could be the fully qualified name of a device. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Vendor and class of a fully qualified name. */
  public static String kindOf(String name) {
    return name.substring(0, Math.max(0, name.indexOf('=')));
  }

  /** What {@code name} is called in its specification. */
  public static String ownName(String name) {
    return name.substring(name.indexOf('=') + 1);
  }

  /** Whether it stands for all devices of its kind. */
  public boolean all() {
    return ownName(name).equals("all");
  }

  /** The nodes of all these devices; what several share is there once. */
  public static List<Node> nodes(List<Device> devices) {
    LinkedHashSet<Node> all = new LinkedHashSet<>();
    devices.forEach(device -> all.addAll(device.nodes));
    return List.copyOf(all);
  }

  /** The mounts of all these devices; what several share is there once. */
  public static List<Mount> mounts(List<Device> devices) {
    LinkedHashSet<Mount> all = new LinkedHashSet<>();
    devices.forEach(device -> all.addAll(device.mounts));
    return List.copyOf(all);
  }

  /**
   * A device node, as it was found on the host.
   *
   * @param path in the container
   * @param hostPath on the host, links resolved
   * @param type {@code c} for characters, {@code b} for blocks
   * @param major its major number
   * @param minor its minor number
   * @param mode its permission bits on the host, which it keeps
   * @param access some of {@code r} and {@code w}
   */
  public record Node(
      String path, String hostPath, String type, long major, long minor, int mode, String access) {
    Json.Obj json() {
      return Json.object()
          .put("path", path)
          .put("host_path", hostPath)
          .put("type", type)
          .put("major", major)
          .put("minor", minor)
          .put("mode", String.format(java.util.Locale.ROOT, "%04o", mode))
          .put("access", access)
          .build();
    }

    static Node of(Json.Obj json) {
      return new Node(
          json.text("path").orElseThrow(),
          json.text("host_path").orElseThrow(),
          json.text("type").orElseThrow(),
          json.whole("major").orElseThrow(),
          json.whole("minor").orElseThrow(),
          Integer.parseInt(json.text("mode").orElseThrow(), 8),
          json.text("access").orElseThrow());
    }
  }

  /**
   * A file or directory of the host.
   *
   * @param source on the host, without links
   * @param destination in the container
   */
  public record Mount(String source, String destination) {
    /** How it is mounted; programs and libraries of a driver may be run. */
    public static final List<String> OPTIONS = List.of("ro", "nosuid", "nodev");

    Json.Obj json() {
      return Json.object().put("source", source).put("destination", destination).build();
    }

    static Mount of(Json.Obj json) {
      return new Mount(json.text("source").orElseThrow(), json.text("destination").orElseThrow());
    }
  }

  /**
   * A program that the specification wants run on the host, as root. It is never run.
   *
   * @param name of the moment, such as {@code createContainer}
   * @param path of the program
   * @param digest of all that the specification says of it
   */
  public record Hook(String name, String path, Digest digest) {
    Json.Obj json() {
      return Json.object().put("name", name).put("path", path).put("sha256", digest.hex()).build();
    }

    static Hook of(Json.Obj json) {
      return new Hook(
          json.text("name").orElseThrow(),
          json.text("path").orElseThrow(),
          new Digest(json.text("sha256").orElseThrow()));
    }
  }

  /** What the policy is asked about it. */
  public Question question(String containerId) {
    return new AttachDevice(
            containerId,
            name,
            spec.hex(),
            nodes.stream()
                .map(n ->
                    new AttachDevice.Node(
                        n.path(), n.hostPath(), n.type(), n.major(), n.minor(), n.access()))
                .toList(),
            environment,
            mounts.stream()
                .map(m -> new AttachDevice.Mount(m.source(), m.destination(), Mount.OPTIONS))
                .toList(),
            hooks.stream().map(h -> h.digest().hex()).toList())
        .question();
  }

  /** The canonical form. */
  public Json.Obj json() {
    return Json.object()
        .put("name", name)
        .put("file", file)
        .put("sha256", spec.hex())
        .put("nodes", Json.array(nodes.stream().map(Node::json).toList()))
        .put("mounts", Json.array(mounts.stream().map(Mount::json).toList()))
        .put("environment", Json.strings(environment))
        .put("hooks", Json.array(hooks.stream().map(Hook::json).toList()))
        .build();
  }

  /** Reads the canonical form back. */
  static Device of(Json.Obj json) {
    return new Device(
        json.text("name").orElseThrow(),
        json.text("file").orElseThrow(),
        new Digest(json.text("sha256").orElseThrow()),
        json.array("nodes").stream().map(n -> Node.of((Json.Obj) n)).toList(),
        json.array("mounts").stream().map(m -> Mount.of((Json.Obj) m)).toList(),
        json.array("environment").stream().map(e -> ((Json.Str) e).value()).toList(),
        json.array("hooks").stream().map(h -> Hook.of((Json.Obj) h)).toList());
  }
}
