package dev.bailey.job.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.PlanReader;
import dev.bailey.job.plan.Scratch;
import dev.bailey.ledger.Digest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that no policy can allow. */
class DeviceFloorTest {
  private static final Digest SOME =
      Digest.of("some".getBytes(java.nio.charset.StandardCharsets.UTF_8));

  private static ContainerPlan plan(List<String> environment, Device... devices) {
    return new ContainerPlan(
        "j",
        new Image("i", SOME, List.of(SOME), List.of(), List.of()),
        List.of("true"),
        "/tmp",
        environment,
        1000,
        1000,
        List.of(),
        Digest.NONE,
        List.of(),
        List.of(),
        new Limits(1000, 1 << 28, 64, 64, 1 << 20, 1 << 20, 1 << 20, 60),
        Network.NONE,
        "default-hardened",
        SOME,
        SOME,
        List.of(),
        Scratch.HOST,
        Optional.empty(),
        List.of(devices));
  }

  private static Device device(String name, List<Device.Node> nodes, List<Device.Mount> mounts) {
    return new Device(name, "/etc/cdi/v.json", SOME, nodes, mounts, List.of(), List.of());
  }

  private static Device node(String path, String host, String type, long major, long minor) {
    return device(
        "v.com/gpu=0",
        List.of(new Device.Node(path, host, type, major, minor, 0666, "rw")),
        List.of());
  }

  private static Device mount(String source, String destination) {
    return device("v.com/gpu=0", List.of(), List.of(new Device.Mount(source, destination)));
  }

  private static String floor(Device... devices) {
    return DeviceFloor.refuses(plan(List.of("A=1"), devices)).map(d -> d.rule()).orElse("fits");
  }

  @Test
  void anOrdinaryDeviceFitsAndItsPlanIsReadBack() {
    Device gpu = node("/dev/nvidia0", "/dev/nvidia0", "c", 195, 0);
    assertThat(floor(gpu)).isEqualTo("fits");
    assertThat(floor(mount("/usr/lib/libgpu.so", "/usr/lib/libgpu.so"))).isEqualTo("fits");
    assertThat(PlanReader.read(plan(List.of(), gpu).json())).contains(plan(List.of(), gpu));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/gpu, /dev/nvidia0, c, 195, 0",
    "/dev/sda, /dev/sda, b, 8, 0",
    "/dev/mem, /dev/mem, c, 1, 1",
    "/dev/nvme0, /dev/nvme0, c, 240, 0",
    "/etc/x, /etc/x, c, 195, 0",
    "/dev/gpu, /dev/sda, b, 8, 0",
    "/dev/gpu, /dev/mem, c, 1, 1",
    "/dev/gpu, /dev/other, c, 1, 1",
    "/dev/gpu, /dev/kmsg, c, 1, 11",
    "/dev/gpu, /dev/kvm, c, 10, 232",
    "/dev/gpu, /dev/tty0, c, 4, 0",
    "/dev/gpu, /dev/x, c, 21, 0",
    "/dev/gpu, /dev/nvme0, c, 240, 0",
    "/dev/null, /dev/nvidia0, c, 195, 0",
    "/dev/shm/x, /dev/nvidia0, c, 195, 0",
    "/dev/../etc/x, /dev/nvidia0, c, 195, 0",
    "/etc/x, /dev/nvidia0, c, 195, 0",
    "/dev/gpu, /run/x, c, 195, 0"
  })
  void nodesThatNobodyGets(String path, String host, String type, long major, long minor) {
    assertThat(floor(node(path, host, type, major, minor))).isNotEqualTo("fits");
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/shadow, /opt/a",
    "/, /opt/a",
    "/run, /opt/a",
    "/run/x.sock, /opt/a",
    "/usr/lib/a, /etc/ld.so.preload",
    "/usr/lib/a, /etc",
    "/usr/lib/a, /",
    "/usr/lib/a, /proc/1/x",
    "/usr/lib/a, /.start",
    "/usr/lib/a, /out/x",
    "/usr/lib/a, /opt/../etc/hosts"
  })
  void mountsThatNobodyGets(String source, String destination) {
    assertThat(floor(mount(source, destination))).isNotEqualTo("fits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LD_PRELOAD", "LD_AUDIT", "GCONV_PATH", "GLIBC_TUNABLES"})
  void noLoaderVariableBesideADevice(String name) {
    Device gpu = node("/dev/nvidia0", "/dev/nvidia0", "c", 195, 0);
    assertThat(DeviceFloor.refuses(plan(List.of(name + "=x"), gpu))).isPresent();
    assertThat(DeviceFloor.refuses(plan(List.of(name + "=x")))).isEmpty();
  }

  @Test
  void twoDevicesDoNotCoverEachOther() {
    Device one = node("/dev/gpu", "/dev/gpu", "c", 195, 0);
    Device same = device("v.com/gpu=1", one.nodes(), List.of());
    Device other =
        device(
            "v.com/gpu=1",
            List.of(new Device.Node("/dev/gpu", "/dev/gpu", "c", 195, 1, 0666, "rw")),
            List.of());
    assertThat(floor(one, same)).isEqualTo("fits");
    assertThat(floor(one, other)).isNotEqualTo("fits");
    assertThat(floor(one, one)).isNotEqualTo("fits");
  }
}
