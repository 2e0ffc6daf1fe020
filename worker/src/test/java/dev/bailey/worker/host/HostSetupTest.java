package dev.bailey.worker.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSetupTest {
  @TempDir Path directory;

  /** Hands that write into the home for real and let programs succeed or fail by rule. */
  private static final class Hands implements HostHands {
    final List<Step> done = new ArrayList<>();
    final Predicate<String> works;

    Hands(Predicate<String> works) {
      this.works = works;
    }

    @Override
    public Done carryOut(Step step, Consumer<String> lines) {
      done.add(step);
      return switch (step) {
        case Step.WriteFile _ -> HostHands.ungated().carryOut(step, lines);
        case Step.Command command ->
            works.test(String.join(" ", command.command()) + " " + configuration())
                ? new Done.Fine("")
                : new Done.Failed("ended with code 126", "Error: it does not work\n");
      };
    }

    private String configuration() {
      return done.stream()
          .filter(s -> s instanceof Step.WriteFile w && w.file().endsWith("containers.conf"))
          .map(s ->
              Files.exists(((Step.WriteFile) s).file()) ? read(((Step.WriteFile) s).file()) : "")
          .reduce("", (a, b) -> b);
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Test
  void aFitHostNeedsNoStep() {
    assertThat(HostSetup.plan(FakeHost.reference(directory.resolve("a")).facts())).isEmpty();
    assertThat(HostSetup.plan(FakeHost.modern(directory.resolve("b")).facts())).isEmpty();
  }

  @Test
  void missingPackagesAreInstalledWithoutQuestions() {
    HostFacts facts =
        FakeHost.reference(directory)
            .without("/usr/bin/podman")
            .without("/usr/bin/mmdebstrap")
            .facts();
    assertThat(HostSetup.plan(facts))
        .contains(
            new Step.Command(
                "install podman mmdebstrap",
                List.of(
                    "/usr/bin/env",
                    "DEBIAN_FRONTEND=noninteractive",
                    "/usr/bin/apt-get",
                    "install",
                    "-y",
                    "-q",
                    "--no-install-recommends",
                    "podman",
                    "mmdebstrap")));
  }

  @Test
  void runcIsInstalledBesideCrun() {
    HostFacts facts = FakeHost.reference(directory).without("/usr/sbin/runc").facts();
    assertThat(HostSetup.plan(facts)).extracting(Step::purpose).contains("install runc");
  }

  @Test
  void aPrivateRootIsShared() {
    HostFacts facts =
        FakeHost.modern(directory)
            .file(
                "/proc/self/mountinfo",
                "1 1 0:1 / / rw - ext4 a rw\n2 1 0:2 / /sys/fs/cgroup rw - cgroup2 c rw\n")
            .facts();
    assertThat(HostSetup.plan(facts))
        .containsExactly(
            new Step.Command(
                "make / a shared mount", List.of("/usr/bin/mount", "--make-shared", "/")));
  }

  @Test
  void noAccountFileIsEdited() {
    HostFacts facts =
        FakeHost.modern(directory).file("/etc/subuid", "").file("/etc/subgid", "").facts();
    assertThat(HostSetup.plan(facts)).isEmpty();
  }

  @Test
  void theFirstPairThatStartsAContainerIsKept() {
    FakeHost host = FakeHost.reference(directory);
    Hands hands =
        new Hands(line ->
            !line.contains(" run ")
                || (line.contains("\"runc\"") && line.contains("nofile=20000:20000")));
    HostSetup.Result result = HostSetup.apply(host.roots(), hands, line -> {});
    assertThat(result)
        .isInstanceOfSatisfying(
            HostSetup.Result.Ready.class,
            ready -> {
              assertThat(ready.runtime().runtime()).isEqualTo("runc");
              assertThat(ready.runtime().explicitLimits()).isTrue();
              assertThat(ready.runtime().processes()).isEqualTo(32_768);
            });
    assertThat(host.home().resolve("podman/containers.conf"))
        .content()
        .contains("runtime = \"runc\"", "nproc=32768:32768", "netavark");
  }

  @Test
  void aModernHostKeepsPodmansOwnLimits() {
    FakeHost host = FakeHost.modern(directory);
    HostSetup.Result result = HostSetup.apply(host.roots(), new Hands(line -> true), line -> {});
    assertThat(result)
        .isInstanceOfSatisfying(
            HostSetup.Result.Ready.class,
            ready -> assertThat(ready.runtime().runtime()).isEqualTo("runc"));
    assertThat(host.home().resolve("podman/containers.conf"))
        .content()
        .doesNotContain("default_ulimits", "network_backend");
  }

  @Test
  void aRuntimeThatGivesTheHostsNullDeviceAwayIsNotUsed() {
    FakeHost host = FakeHost.modern(directory).without("/usr/sbin/runc");
    HostHands hands =
        (step, lines) ->
            step instanceof Step.Command command && command.command().contains("run")
                ? new HostHands.Done.Failed("ended with code " + ProbeProgram.OWNS, "")
                : new Hands(line -> true).carryOut(step, lines);
    assertThat(HostSetup.apply(host.roots(), hands, line -> {}))
        .isInstanceOfSatisfying(
            HostSetup.Result.NotReady.class,
            not -> assertThat(not.hint()).contains("crun: gives the host's /dev/null"));
  }

  @Test
  void withoutLimitsThatHoldNoJobRuns() {
    FakeHost host = FakeHost.reference(directory);
    HostSetup.Result result =
        HostSetup.apply(host.roots(), new Hands(line -> !line.contains(" run ")), line -> {});
    assertThat(result)
        .isInstanceOfSatisfying(
            HostSetup.Result.NotReady.class,
            not -> {
              assertThat(not.reason()).contains("limits hold");
              assertThat(not.hint()).contains("crun:", "runc with own limits:", "does not work");
            });
    assertThat(HostSetup.remembered(host.roots())).isEmpty();
  }

  @Test
  void everyProbeRunHasWallsAndLimits() {
    Hands hands = new Hands(line -> true);
    assertThat(HostSetup.apply(FakeHost.modern(directory).roots(), hands, line -> {}))
        .isInstanceOf(HostSetup.Result.Ready.class);
    assertThat(hands.done)
        .filteredOn(s -> s instanceof Step.Command c && c.command().contains("run"))
        .allSatisfy(s ->
            assertThat(((Step.Command) s).command())
                .contains("--pids-limit", "--memory", "--cpus", "--cap-drop", "--uidmap"));
  }

  @Test
  void aSecondTimeDoesNothing() {
    FakeHost host = FakeHost.modern(directory);
    assertThat(HostSetup.apply(host.roots(), new Hands(line -> true), line -> {}))
        .isInstanceOf(HostSetup.Result.Ready.class);
    Hands second = new Hands(line -> false);
    assertThat(HostSetup.apply(host.roots(), second, line -> {}))
        .isInstanceOf(HostSetup.Result.Ready.class);
    assertThat(second.done).isEmpty();
  }

  @Test
  void whatIsRememberedEndsWithAnyChange() throws Exception {
    FakeHost host = FakeHost.modern(directory);
    assertThat(HostSetup.apply(host.roots(), new Hands(line -> true), line -> {}))
        .isInstanceOf(HostSetup.Result.Ready.class);
    assertThat(HostSetup.remembered(host.roots())).isPresent();
    Path conf = host.home().resolve("podman/containers.conf");
    String text = Files.readString(conf);
    Files.writeString(conf, text + "# edited\n");
    assertThat(HostSetup.remembered(host.roots())).isEmpty();
    Files.writeString(conf, text);
    assertThat(HostSetup.remembered(host.roots())).isPresent();
    host.tool("/usr/sbin/runc", "runc version 1.1.16").file("/usr/sbin/runc", "another program");
    assertThat(HostSetup.remembered(host.roots())).isEmpty();
  }

  @Test
  void aDamagedMemoryIsNoMemory() throws Exception {
    FakeHost host = FakeHost.modern(directory);
    Files.createDirectories(host.home().resolve("podman"));
    Files.writeString(host.home().resolve("podman/runtime.json"), "{\"fingerprint\":1");
    assertThat(HostSetup.remembered(host.roots())).isEmpty();
  }
}
