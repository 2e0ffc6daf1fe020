package dev.bailey.worker.device;

import dev.bailey.job.plan.Device;
import dev.bailey.job.spec.DeviceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files and directories of this host that come with devices. */
final class HostMounts {
  private HostMounts() {}

  static Resolved<Device.Mount> resolve(DeviceSpec.Mount asked, Path home) {
    Path named = Path.of(asked.hostPath());
    try {
      Path real = named.toRealPath();
      if (!real.equals(named)) {
        return no(named, "leads over a link; name " + real + " itself, if that is meant");
      }
      if (real.startsWith(home) || home.startsWith(real)) {
        return no(named, "is, or has in it, the home of this node");
      }
      if (!Files.isRegularFile(real) && !Files.isDirectory(real)) {
        return no(named, "is neither a plain file nor a directory");
      }
      return new Resolved.To<>(new Device.Mount(real.toString(), asked.containerPath()));
    } catch (IOException missing) {
      return no(named, "is not on this host");
    }
  }

  private static Resolved<Device.Mount> no(Path path, String why) {
    return new Resolved.Not<>("mount " + path + " " + why);
  }
}
