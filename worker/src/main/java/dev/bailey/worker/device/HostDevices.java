package dev.bailey.worker.device;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Devices;
import dev.bailey.job.spec.DeviceSpec;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.device.SpecFolder.Found.Sound;
import dev.bailey.worker.device.SpecFolder.Found.Unsound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The devices of this host. What says what they are is read each time one is asked for: a file that
 * cannot be relied on, or that says another thing than a second one, gives no device.
 *
 * @param folders of specifications
 * @param home of the node, of which no device brings anything
 */
public record HostDevices(List<Path> folders, Path home) implements Devices {
  public HostDevices {
    folders = List.copyOf(folders);
  }

  /** Those of the usual folders, and of a folder of the node's owner in the home. */
  public static HostDevices ofHost(Path home) {
    return new HostDevices(
        List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"), home.resolve("cdi")), home);
  }

  /**
   * Every device that is named by a specification, with why it cannot be given; empty if it can.
   * Files that cannot be read stand there by their path.
   */
  public Map<String, String> list() {
    Map<String, String> all = new TreeMap<>();
    for (SpecFolder.Found found : read()) {
      switch (found) {
        case Unsound unsound -> all.put(unsound.file().toString(), unsound.reason());
        case Sound sound ->
            sound
                .spec()
                .devices()
                .keySet()
                .forEach(own -> {
                  String name = sound.spec().kind() + "=" + own;
                  all.put(name, find(name) instanceof Found.Not(String reason) ? reason : "");
                });
      }
    }
    return all;
  }

  @Override
  public Found find(String name) {
    if (!Device.isName(name)) {
      return new Found.Not("this is not the full name of a device, vendor.com/class=name");
    }
    String kind = Device.kindOf(name);
    List<Sound> there = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (SpecFolder.Found found : read()) {
      switch (found) {
        case Unsound(var _, var about, String reason) -> {
          if (about.map(kind::equals).orElse(true)) {
            return new Found.Not("no device of " + kind + " can be given: " + reason);
          }
        }
        case Sound sound -> {
          if (sound.spec().kind().equals(kind)) {
            sound.spec().devices().keySet().forEach(own -> known.add(kind + "=" + own));
            if (sound.spec().devices().containsKey(Device.ownName(name))) {
              there.add(sound);
            }
          }
        }
      }
    }
    if (there.isEmpty()) {
      return new Found.Not(
          "there is no device "
              + name
              + "; "
              + (known.isEmpty()
                  ? "no specification is about " + kind
                  : "there are " + String.join(", ", known.stream().sorted().limit(20).toList())));
    }
    return there.size() == 1
        ? resolved(name, there.getFirst())
        : new Found.Not(
            name
                + " is in two specifications, "
                + there.get(0).file()
                + " and "
                + there.get(1).file()
                + "; remove one of them");
  }

  private List<SpecFolder.Found> read() {
    return folders.stream().flatMap(folder -> new SpecFolder(folder).read().stream()).toList();
  }

  private Found resolved(String name, Sound file) {
    List<Device.Node> nodes = new ArrayList<>();
    List<Device.Mount> mounts = new ArrayList<>();
    List<String> environment = new ArrayList<>();
    List<Device.Hook> hooks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    DeviceSpec.Edits own =
        file.spec().devices().getOrDefault(Device.ownName(name), DeviceSpec.NOTHING);
    for (DeviceSpec.Edits edits : List.of(own, file.spec().common())) {
      edits.nodes().forEach(node -> add(HostNodes.resolve(node), nodes, problems));
      edits.mounts().forEach(mount -> add(HostMounts.resolve(mount, home), mounts, problems));
      environment.addAll(edits.environment());
      edits.hooks().forEach(hook -> hooks.add(left(hook)));
    }
    return problems.isEmpty()
        ? new Found.There(
            new Device(
                name,
                file.file().toString(),
                file.digest(),
                distinct(nodes),
                distinct(mounts),
                distinct(environment),
                distinct(hooks)))
        : new Found.Not(name + " (" + file.file() + "): " + String.join("; ", problems));
  }

  private static <T> void add(Resolved<T> resolved, List<T> all, List<String> problems) {
    switch (resolved) {
      case Resolved.To<T>(T it) -> all.add(it);
      case Resolved.Not<T>(String reason) -> problems.add(reason);
    }
  }

  private static <T> List<T> distinct(List<T> all) {
    return all.stream().distinct().toList();
  }

  private static Device.Hook left(DeviceSpec.Hook hook) {
    return new Device.Hook(
        hook.name(),
        hook.path(),
        Digest.of(
            Json.object()
                .put("name", hook.name())
                .put("path", hook.path())
                .put("args", Json.strings(hook.arguments()))
                .put("env", Json.strings(hook.environment()))
                .build()));
  }
}
