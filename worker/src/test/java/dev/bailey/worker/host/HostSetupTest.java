package dev.bailey.worker.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.job.plan.JobIds;
import dev.bailey.sys.DeviceFile;
import dev.bailey.sys.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
  void aRuntimeIsInstalledIfThereIsNone() {
    FakeHost host = FakeHost.modern(directory).without("/usr/sbin/runc");
    assertThat(HostSetup.plan(host.facts())).isEmpty();
    assertThat(HostSetup.plan(host.without("/usr/bin/crun").facts()))
        .extracting(Step::purpose)
        .contains("install crun");
  }

  @Test
  void runcIsInstalledWhereCrunRefusesToWork() {
    FakeHost host = FakeHost.reference(directory).without("/usr/sbin/runc");
    assertThat(host.facts().cgroups().mode()).isEqualTo(HostFacts.Cgroups.Mode.HYBRID);
    assertThat(HostSetup.plan(host.facts())).extracting(Step::purpose).contains("install runc");
  }

  @Test
  void runtimesThatEnterNetworksAreTriedFirst() {
    FakeHost host = FakeHost.modern(directory);
    assertThat(RuntimeChooser.candidates(host.facts())).containsExactly("crun", "runc");
    host.tool("/usr/sbin/runc", "runc version 1.2.4");
    assertThat(RuntimeChooser.candidates(host.facts())).containsExactly("runc", "crun");
    assertThat(RuntimeChooser.candidates(host.without("/usr/bin/crun").facts()))
        .containsExactly("runc");
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
            ready -> assertThat(ready.runtime().runtime()).isEqualTo("crun"));
    assertThat(host.home().resolve("podman/containers.conf"))
        .content()
        .doesNotContain("default_ulimits", "network_backend");
  }

  /** The fake host's null device, a real one. */
  private Path nullDevice() throws Exception {
    assumeTrue(Files.isWritable(Path.of("/proc/1/oom_score_adj")), "needs root");
    Path node = directory.resolve("fs/dev/null");
    String[] mknod = {"mknod", "-m", "0666", node.toString(), "c", "1", "3"};
    assertThat(new ProcessBuilder(mknod).inheritIO().start().waitFor()).isZero();
    return node;
  }

  /** Hands that take the fake host's null device back for real. */
  private static HostHands hands(Path node, Runnable running) {
    return (step, lines) -> {
      if (!(step instanceof Step.Command(String purpose, List<String> command))) {
        return HostHands.ungated().carryOut(step, lines);
      }
      if (command.contains("run")) {
        running.run();
      }
      return command.getLast().equals("/dev/null")
          ? HostHands.ungated()
              .carryOut(
                  new Step.Command(
                      purpose, List.of(command.get(0), command.get(1), node.toString())),
                  lines)
          : new HostHands.Done.Fine("");
    };
  }

  private static void giveAway(Path node) {
    HostFiles.chown(node, (int) JobIds.KEPT + 2000, 0);
  }

  @Test
  void aRuntimeThatGivesANodeOfTheHostAwayIsNotUsedAndTheNodeIsTakenBack() throws Exception {
    FakeHost host = FakeHost.modern(directory).without("/usr/sbin/runc");
    Path node = nullDevice();
    HostHands hands = hands(node, () -> giveAway(node));
    assertThat(HostSetup.apply(host.roots(), hands, line -> {}))
        .isInstanceOfSatisfying(
            HostSetup.Result.NotReady.class,
            not -> assertThat(not.hint()).contains("crun: gives the host's /dev/null to the user"));
    assertThat(DeviceFile.of(node)).contains(new DeviceFile("c", 1, 3, 0666, 0));
  }

  @Test
  void aNodeThatWasGivenAwayBeforeIsTakenBackAndHeldAgainstNoRuntime() throws Exception {
    FakeHost host = FakeHost.modern(directory);
    Path node = nullDevice();
    giveAway(node);
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(HostSetup.apply(host.roots(), hands(node, () -> {}), line -> {}))
        .isInstanceOf(HostSetup.Result.Ready.class);
    assertThat(DeviceFile.of(node)).contains(new DeviceFile("c", 1, 3, 0666, 0));
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
