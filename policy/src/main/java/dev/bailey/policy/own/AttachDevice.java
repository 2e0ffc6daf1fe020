package dev.bailey.policy.own;

import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives one container one device of the host, with all that comes with it.
 *
 * @param containerId of the attempt that gets it, 64 hexadecimal digits
 * @param device its fully qualified name of the Container Device Interface, such as {@code
 *     nvidia.com/gpu=0}
 * @param specDigest SHA-256 of the specification that says what the device is, 64 hexadecimal
 *     digits
 * @param nodes the device nodes that appear in the container
 * @param environment variables that are added, as {@code NAME=value}
 * @param mounts files and directories of the host that are added
 * @param hooks digests of the programs that the specification wants run on the host, and that are
 *     not run
 */
public record AttachDevice(
    String containerId,
    String device,
    String specDigest,
    List<Node> nodes,
    List<String> environment,
    List<Mount> mounts,
    List<String> hooks) {
  public AttachDevice {
    nodes = List.copyOf(nodes);
    environment = List.copyOf(environment);
    mounts = List.copyOf(mounts);
    hooks = List.copyOf(hooks);
  }

  /**
   * A device node, as it was found on the host.
   *
   * @param path in the container
   * @param hostPath on the host
   * @param type {@code c} for characters, {@code b} for blocks
   * @param major its major number
   * @param minor its minor number
   * @param access some of {@code r}, {@code w} and {@code m}
   */
  public record Node(
      String path, String hostPath, String type, long major, long minor, String access) {
    private Map<String, Object> document() {
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("path", path);
      node.put("host_path", hostPath);
      node.put("type", type);
      node.put("major", major);
      node.put("minor", minor);
      node.put("access", access);
      return node;
    }
  }

  /**
   * A bind mount.
   *
   * @param source on the host, links resolved
   * @param destination in the container
   * @param options such as {@code ro} and {@code nosuid}
   */
  public record Mount(String source, String destination, List<String> options) {
    public Mount {
      options = List.copyOf(options);
    }

    private Map<String, Object> document() {
      return Map.of("source", source, "destination", destination, "options", options);
    }
  }

  /** What the policy is asked. */
  public Question question() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("containerID", containerId);
    input.put("device", device);
    int equals = device.indexOf('=');
    input.put("kind", device.substring(0, Math.max(0, equals)));
    input.put("all", device.endsWith("=all"));
    input.put("sha256", specDigest);
    input.put("nodes", nodes.stream().map(Node::document).toList());
    input.put("env", environment);
    input.put("mounts", mounts.stream().map(Mount::document).toList());
    input.put("hooks", hooks);
    return new Question(Point.ATTACH_DEVICE, input);
  }
}
