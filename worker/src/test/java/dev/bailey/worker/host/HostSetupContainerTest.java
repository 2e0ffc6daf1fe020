package dev.bailey.worker.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.sys.DeviceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On this very host, with real containers. */
@Tag("container")
class HostSetupContainerTest {
  @TempDir Path home;

  @Test
  void aRuntimeIsFoundAndItsProcessLimitHolds() throws IOException {
    Roots roots = Roots.ofHost(home);
    HostFacts facts = HostFacts.detect(roots);
    assumeTrue(facts.rights().root() && facts.tool("podman").isPresent(), "needs root and podman");
    HostSetup.Result result = HostSetup.apply(roots, HostHands.ungated(), line -> {});
    assertThat(result).isInstanceOf(HostSetup.Result.Ready.class);
    ContainerRuntime runtime = ((HostSetup.Result.Ready) result).runtime();
    assertThat(HostSetup.remembered(roots)).contains(runtime);
    assertThat(DeviceFile.of(Path.of("/dev/null"))).contains(new DeviceFile("c", 1, 3, 0666, 0));
    assertThat(probe(runtime, "16").code()).isZero();
    assertThat(probe(runtime, "0").code()).as("without a limit the probe must notice").isEqualTo(1);
  }

  private static Probe.Output probe(ContainerRuntime runtime, String limit) {
    return HostPrograms.probe(
        List.of(
            "/usr/bin/env",
            "CONTAINERS_CONF=" + runtime.containersConf(),
            runtime.podman().toString(),
            "run",
            "--rm",
            "--interactive",
            "--network",
            "none",
            "--user",
            "2000",
            "--pids-limit",
            limit,
            "localhost/bailey/probe",
            ProbeProgram.PATH));
  }
}
