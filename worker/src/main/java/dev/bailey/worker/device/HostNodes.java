package dev.bailey.worker.device;

import dev.bailey.job.plan.Device;
import dev.bailey.job.spec.DeviceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Device nodes of this host. */
final class HostNodes {
  private static final Path DEV = Path.of("/dev");
  private static final int TYPE = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;

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
      Map<String, Object> facts =
          Files.readAttributes(real, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) facts.getOrDefault("mode", 0);
      long number = ((Number) facts.getOrDefault("rdev", 0L)).longValue();
      String type =
          switch (mode & TYPE) {
            case CHARACTER -> "c";
            case BLOCK -> "b";
            default -> "";
          };
      return type.isEmpty()
          ? no(named, "is no device node")
          : compared(asked, real, type, major(number), minor(number), mode & 07777);
    } catch (IOException missing) {
      return no(named, "is not on this host");
    }
  }

  private static Resolved<Device.Node> compared(
      DeviceSpec.Node asked, Path real, String type, long major, long minor, int mode) {
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
    return new Resolved.To<>(
        new Device.Node(asked.path(), real.toString(), type, major, minor, mode, access));
  }

  /** As glibc's {@code gnu_dev_major}. */
  static long major(long number) {
    return ((number >>> 8) & 0xfff) | ((number >>> 32) & 0xfffff000L);
  }

  /** As glibc's {@code gnu_dev_minor}. */
  static long minor(long number) {
    return (number & 0xff) | ((number >>> 12) & 0xffffff00L);
  }

  private static Resolved<Device.Node> no(Path path, String why) {
    return new Resolved.Not<>("device node " + path + " " + why);
  }
}
