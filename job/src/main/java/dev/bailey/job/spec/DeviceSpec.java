package dev.bailey.job.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A specification of the Container Device Interface, as it was written.
 *
 * @param kind vendor and class, such as {@code vendor.com/class}
 * @param devices what each device brings, by its own name
 * @param common what every device brings besides
 */
public record DeviceSpec(String kind, Map<String, Edits> devices, Edits common) {
  /** Brings nothing. */
  public static final Edits NOTHING = new Edits(List.of(), List.of(), List.of(), List.of());

  public DeviceSpec {
    devices = Map.copyOf(new LinkedHashMap<>(devices));
  }

  /**
   * What a device brings into a container.
   *
   * @param environment {@code NAME=value}
   */
  public record Edits(
      List<String> environment, List<Node> nodes, List<Mount> mounts, List<Hook> hooks) {
    public Edits {
      environment = List.copyOf(environment);
      nodes = List.copyOf(nodes);
      mounts = List.copyOf(mounts);
      hooks = List.copyOf(hooks);
    }
  }

  /**
   * A device node.
   *
   * @param path in the container
   * @param hostPath on the host
   * @param type {@code c}, {@code b} or {@code u}, if it is said
   * @param major number, if it is said
   * @param minor number, if it is said
   * @param permissions some of {@code r}, {@code w} and {@code m}
   */
  public record Node(
      String path,
      String hostPath,
      Optional<String> type,
      OptionalLong major,
      OptionalLong minor,
      String permissions) {}

  /** A bind mount; however it is asked for, it is for reading only. */
  public record Mount(String hostPath, String containerPath) {}

  /** A program that would be run on the host. */
  public record Hook(String name, String path, List<String> arguments, List<String> environment) {
    public Hook {
      arguments = List.copyOf(arguments);
      environment = List.copyOf(environment);
    }
  }
}
