package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Devices;
import java.util.List;
import java.util.Optional;

/** Compares planned devices with what the host says of them now. */
final class DeviceChange {
  private DeviceChange() {}

  /** What is no longer as it was planned; empty if all is. */
  static Optional<String> of(List<Device> planned, Devices host) {
    return planned.stream().flatMap(device -> changed(device, host).stream()).findFirst();
  }

  private static Optional<String> changed(Device planned, Devices host) {
    return switch (host.find(planned.name())) {
      case Devices.Found.Not(String reason) ->
          Optional.of("the device " + planned.name() + " can no longer be given: " + reason);
      case Devices.Found.There(Device now) ->
          now.equals(planned)
              ? Optional.empty()
              : Optional.of(
                  "the device "
                      + planned.name()
                      + " is no longer what it was when the job was submitted ("
                      + (now.spec().equals(planned.spec())
                          ? "its nodes or files on this host changed"
                          : planned.file() + " was edited")
                      + "); submit the job again");
    };
  }
}
