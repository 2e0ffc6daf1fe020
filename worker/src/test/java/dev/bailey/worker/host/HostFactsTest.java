package dev.bailey.worker.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.worker.host.HostFacts.Cgroups.Mode;
import dev.bailey.worker.host.HostFacts.SubIds.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostFactsTest {
  @TempDir Path directory;

  static Stream<Arguments> referenceFacts() {
    return facts(
        fact("system", f -> f.system().id() + f.system().version(), "debian12"),
        fact("name", f -> f.system().name(), "Debian GNU/Linux 12 (bookworm)"),
        fact("architecture", f -> f.system().architecture(), "amd64"),
        fact("kernel", f -> f.kernel().release(), "6.18.44"),
        fact("seccomp", f -> f.kernel().seccomp(), true),
        fact("overlay", f -> f.kernel().overlay(), true),
        fact("idmapped", f -> f.kernel().idmappedMounts(), true),
        fact("clock", f -> f.kernel().clock(), "tsc"),
        fact("podman", f -> f.tool("podman").orElseThrow().version(), "4.3.1"),
        fact("crun", f -> f.tool("crun").orElseThrow().version(), "1.8.1"),
        fact("runc", f -> f.tool("runc").orElseThrow().path(), Path.of("/usr/sbin/runc")),
        fact("nft", f -> f.tool("nft").orElseThrow().version(), "1.0.6"),
        fact("conmon", f -> f.tool("conmon").orElseThrow().version(), "2.1.6"),
        fact("netavark", f -> f.tool("netavark").orElseThrow().major(), 1),
        fact("mmdebstrap", f -> f.tool("mmdebstrap").isPresent(), true),
        fact("mke2fs", f -> f.tool("mke2fs").orElseThrow().version(), "1.47.0"),
        fact("cgroups", f -> f.cgroups().mode(), Mode.HYBRID),
        fact("controllers", f -> f.cgroups().complete(), true),
        fact("root", f -> f.rights().root(), true),
        fact("CAP_SYS_RESOURCE", f -> f.rights().sysResource(), false),
        fact("nofile", f -> f.rights().hardNofile(), 20_000L),
        fact("nproc", f -> f.rights().hardNproc(), 96_365L),
        fact("nproc that can be set", f -> f.rights().settableNproc(), 32_768L),
        fact("user namespaces", f -> f.rights().userNamespaces(), 96_365L),
        fact("shared root", f -> f.storage().sharedRoot(), true),
        fact("driver", f -> f.storage().driver(), "overlay"),
        fact("loop", f -> f.devices().loop(), true),
        fact("encryption", f -> f.devices().encryption(), true),
        fact("ids", f -> f.ids().uids(), List.of(new Range("containers", 200_000, 655_360))),
        fact("jdk", f -> f.jdk(), Runtime.version().toString()));
  }

  static Stream<Arguments> modernFacts() {
    return facts(
        fact("version", f -> f.system().version(), "13"),
        fact("podman", f -> f.tool("podman").orElseThrow().major(), 5),
        fact("runc", f -> f.tool("runc").isPresent(), true),
        fact("cgroups", f -> f.cgroups().mode(), Mode.V2),
        fact("controllers", f -> f.cgroups().complete(), true),
        fact("CAP_SYS_RESOURCE", f -> f.rights().sysResource(), true),
        fact("unlimited processes", f -> f.rights().hardNproc(), 32_768L));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        changed(
            "private /",
            h -> h.file("/proc/self/mountinfo", "27 1 254:0 / / rw - ext4 /dev/vda rw\n"),
            f -> f.storage().sharedRoot(),
            false),
        changed(
            "no cgroups",
            h -> h.file("/proc/self/mountinfo", "27 1 254:0 / / rw - ext4 /dev/vda rw\n"),
            f -> f.cgroups().mode(),
            Mode.NONE),
        changed(
            "version 1 alone",
            h -> h.file("/sys/fs/cgroup/unified/cgroup.controllers", ""),
            f -> f.cgroups().mode(),
            Mode.V1),
        changed(
            "not root",
            h -> h.file("/proc/self/status", "Uid:\t0\t1000\t0\t0\n"),
            f -> f.rights().root(),
            false),
        changed(
            "no seccomp",
            h -> h.without("/proc/sys/kernel/seccomp/actions_avail"),
            f -> f.kernel().seccomp(),
            false),
        changed("no loop", h -> h.without("/dev/loop-control"), f -> f.devices().loop(), false),
        changed(
            "no encryption",
            h -> h.without("/sys/fs/ext4/features/encryption"),
            f -> f.devices().encryption(),
            false),
        changed(
            "a warning of podman's",
            h ->
                h.answer(
                    "/usr/bin/podman info -f {{.Store.GraphDriverName}}",
                    "overlay\ntime=\"2026-11-27T02:55:27Z\" level=warning msg=\"Using cgroups-v1\"\n"),
            f -> f.storage().driver(),
            "overlay"),
        changed(
            "no podman",
            h -> h.without("/usr/bin/podman"),
            f -> f.tool("podman").isPresent(),
            false),
        changed(
            "malformed ids",
            h -> h.file("/etc/subuid", "user:x:1\n:\nuser:1:2:3\n"),
            f -> f.ids().uids().size(),
            0),
        changed(
            "garbage everywhere",
            h -> h.file("/proc/self/limits", "\0\0").file("/proc/self/status", "CapEff:"),
            f -> f.rights().hardNofile(),
            1_048_576L));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("referenceFacts")
  void readsTheReferenceHost(String name, Function<HostFacts, Object> fact, Object expected) {
    assertThat(fact.apply(FakeHost.reference(directory).facts())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("modernFacts")
  void readsAModernHost(String name, Function<HostFacts, Object> fact, Object expected) {
    assertThat(fact.apply(FakeHost.modern(directory).facts())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void seesWhatIsDifferent(
      String name,
      UnaryOperator<FakeHost> change,
      Function<HostFacts, Object> fact,
      Object expected) {
    assertThat(fact.apply(change.apply(FakeHost.reference(directory)).facts())).isEqualTo(expected);
  }

  @Test
  void anEmptyHostHasNothing() {
    HostFacts facts = new FakeHost(directory).facts();
    assertThat(facts.tools()).isEmpty();
    assertThat(facts.cgroups().mode()).isEqualTo(Mode.NONE);
    assertThat(facts.rights().root()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"5.12.0,true", "5.11.22-x,false", "6.1,true", "4.19.0,false", "nonsense,false"})
  void idmappedMountsNeedAKernel(String release, boolean supported) {
    assertThat(new HostFacts.Kernel(release, true, true, "").idmappedMounts()).isEqualTo(supported);
  }

  private static Stream<Arguments> facts(Arguments... facts) {
    return Stream.of(facts);
  }

  private static Arguments fact(String name, Function<HostFacts, Object> read, Object expected) {
    return Arguments.of(name, read, expected);
  }

  private static Arguments changed(
      String name,
      UnaryOperator<FakeHost> change,
      Function<HostFacts, Object> read,
      Object expected) {
    return Arguments.of(name, change, read, expected);
  }
}
