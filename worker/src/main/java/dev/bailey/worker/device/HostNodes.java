package dev.bailey.worker.device;

import dev.bailey.job.plan.Device;
import dev.bailey.job.spec.DeviceSpec;
import dev.bailey.sys.DeviceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Device nodes of this host. */
final class HostNodes {
  private static final Path DEV = Path.of("/dev");

  private HostNodes() {}

  static Resolved<Device.Node> resolve(DeviceSpec.Node asked) {
    Path named = Path.of(asked.hostPath());
    if (!named.startsWith(DEV)) {
      return no(named, "is not below /dev");
    }
    try {
      Path real = named.toRealPath();
      if (!real.startsWith(DEV) || real.equals(DEV)) {
        return no(named, "leads out of /dev");
      }
      Optional<DeviceFile> device = DeviceFile.of(real);
      return device.isEmpty()
          ? no(named, "is no device node")
          : compared(asked, real, device.get());
    } catch (IOException missing) {
      return no(named, "is not on this host");
    }
  }

  private static Resolved<Device.Node> compared(
      DeviceSpec.Node asked, Path real, DeviceFile device) {
    String type = device.type();
    long major = device.major();
    long minor = device.minor();
    int mode = device.mode();
    boolean other =
        !asked.type().map(t -> t.equals("u") ? "c" : t).orElse(type).equals(type)
            || asked.major().orElse(major) != major
            || asked.minor().orElse(minor) != minor;
    if (other) {
      return no(
          real, "is " + type + " " + major + ":" + minor + ", its specification says otherwise");
    }
    String access = asked.permissions().replace("m", "");
    if (access.isEmpty()) {
      return no(real, "could be neither read nor written");
    }
    if ((access.contains("r") && (mode & 0004) == 0)
        || (access.contains("w") && (mode & 0002) == 0)) {
      return no(
          real,
          String.format(
              "has mode %04o; a job has no user or group of the host, so it could not open it; let"
                  + " a udev rule give others access",
              mode));
    }
    if (!real.toString().equals(asked.path())) {
      return no(
          real,
          "would be called "
              + asked.path()
              + " in the container, where a node keeps the name that it has on the host; name it"
              + " so in the specification");
    }
    return new Resolved.To<>(
        new Device.Node(asked.path(), real.toString(), type, major, minor, mode, access));
  }

  private static Resolved<Device.Node> no(Path path, String why) {
    return new Resolved.Not<>("device node " + path + " " + why);
  }
}
