package dev.bailey.worker.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.worker.host.Prerequisite.State;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
  @TempDir Path directory;

  static Stream<Arguments> blockers() {
    return Stream.of(
        lacks("architecture", h -> h.answer("uname -m", "riscv64\n")),
        lacks("root", h -> h.file("/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\n")),
        lacks("podman", h -> h.without("/usr/bin/podman")),
        lacks("podman version", h -> h.tool("/usr/bin/podman", "podman version 4.2.9")),
        lacks("conmon", h -> h.without("/usr/bin/conmon")),
        lacks("runtime", h -> h.without("/usr/bin/crun").without("/usr/sbin/runc")),
        lacks("seccomp", h -> h.without("/proc/sys/kernel/seccomp/actions_avail")),
        lacks("idmapped mounts", h -> h.file("/proc/sys/kernel/osrelease", "5.10.0\n")),
        lacks("user namespaces", h -> h.file("/proc/sys/user/max_user_namespaces", "0\n")),
        lacks("loop devices", h -> h.without("/dev/loop-control")),
        lacks(
            "limits",
            h ->
                h.file(
                    "/proc/self/mountinfo",
                    "1 1 0:1 / / rw shared:1 - ext4 a rw\n2 1 0:2 / /sys/fs/cgroup/pids rw - cgroup c rw,pids\n")),
        lacks("job ids", h -> h.file("/etc/subuid", "lxc:1879048191:2\n")),
        lacks("job ids", h -> h.file("/etc/subgid", "lxc:2147483647:1\n")),
        lacks("mke2fs", h -> h.without("/usr/sbin/mke2fs")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blockers")
  void namesWhatKeepsJobsFromRunning(String name, UnaryOperator<FakeHost> change) {
    List<Prerequisite> blocking =
        Doctor.blocking(change.apply(FakeHost.reference(directory)).facts());
    assertThat(blocking).extracting(Prerequisite::name).contains(name);
    assertThat(blocking).allSatisfy(p -> assertThat(p.fix()).isNotBlank());
  }

  @Test
  void bothKnownHostsAreFit() {
    assertThat(Doctor.blocking(FakeHost.reference(directory.resolve("a")).facts())).isEmpty();
    assertThat(Doctor.blocking(FakeHost.modern(directory.resolve("b")).facts())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bailey:1048576:4194304\n",
        "a:1879048191:1\n",
        "b:2147483648:9\n",
        "c:1879048192:0\n"
      })
  void idsThatMeetNoJobsIdsAreNobodysConcern(String line) {
    FakeHost host = FakeHost.modern(directory).file("/etc/subuid", line).file("/etc/subgid", line);
    assertThat(Doctor.blocking(host.facts())).isEmpty();
  }

  @Test
  void whoeverHasTheIdsOfJobsIsNamed() {
    FakeHost host = FakeHost.modern(directory).file("/etc/subgid", "lxc:1000000:2000000000\n");
    assertThat(Doctor.blocking(host.facts()))
        .singleElement()
        .satisfies(p -> {
          assertThat(p.seen()).contains("lxc");
          assertThat(p.fix()).contains("line of lxc", "/etc/subgid");
        });
  }

  @Test
  void degradedIsSaidWithoutStoppingJobs() {
    List<Prerequisite> all =
        Doctor.examine(
            FakeHost.reference(directory).without("/sys/fs/ext4/features/encryption").facts());
    assertThat(all)
        .filteredOn(p -> p.state() == State.DEGRADED)
        .extracting(Prerequisite::name)
        .contains("raising limits", "encrypted scratch");
    assertThat(all).allSatisfy(p -> assertThat(p.why()).isNotBlank());
  }

  private static Arguments lacks(String name, UnaryOperator<FakeHost> change) {
    return Arguments.of(name, change);
  }
}
