package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Devices;
import dev.bailey.ledger.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a planned device of which the host says something else by now. */
class DeviceChangeTest {
  private static Device device(String spec, long minor) {
    return new Device(
        "v.com/gpu=0",
        "/etc/cdi/v.json",
        Digest.of(spec.getBytes(StandardCharsets.UTF_8)),
        List.of(new Device.Node("/dev/gpu", "/dev/nvidia0", "c", 195, minor, 0666, "rw")),
        List.of(),
        List.of(),
        List.of());
  }

  private static String change(Devices now) {
    return DeviceChange.of(List.of(device("a", 0)), now).orElse("none");
  }

  @Test
  void theSameDeviceIsNoChange() {
    assertThat(change(name -> new Devices.Found.There(device("a", 0)))).isEqualTo("none");
    assertThat(DeviceChange.of(List.of(), Devices.NONE)).isEmpty();
  }

  @Test
  void anEditedFileOtherNumbersAndAMissingDeviceAre() {
    assertThat(change(name -> new Devices.Found.There(device("b", 0))))
        .contains("v.com/gpu=0", "/etc/cdi/v.json was edited", "submit the job again");
    assertThat(change(name -> new Devices.Found.There(device("a", 1))))
        .contains("nodes or files on this host changed");
    assertThat(change(Devices.NONE)).contains("can no longer be given");
  }
}
