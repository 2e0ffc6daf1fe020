package dev.bailey.worker.host;

import dev.bailey.job.plan.JobIds;
import dev.bailey.worker.host.HostFacts.Tool;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds a runtime that works by starting a container with each, walls and limits on.
 *
 * <p>The container runs {@link ProbeProgram}, which fails if the process limit does not hold, or if
 * the runtime gave it the host's {@code /dev/null} as its own: crun 1.21 does so with standard
 * streams, and whoever owns the device can close it to everybody on the host. The first pair of
 * runtime and default limits that works is kept. None works: no job may run.
 */
final class RuntimeChooser {
  private static final String IMAGE = "localhost/bailey/probe";

  /** Below {@link ProbeProgram#FORKS}, above what a runtime itself needs. */
  private static final int PROCESSES = 16;

  private static final String OWNS = "code " + ProbeProgram.OWNS;

  /** Another user each time, to whom nothing can belong that an earlier runtime gave away. */
  private static final int FIRST_USER = 2000;

  private static final int USERS = 60_000;

  private final Roots roots;
  private final HostFacts facts;
  private final HostHands hands;
  private final Consumer<String> told;
  private final Path podman;
  private final Path conf;

  RuntimeChooser(Roots roots, HostFacts facts, HostHands hands, Consumer<String> told) {
    this.roots = roots;
    this.facts = facts;
    this.hands = hands;
    this.told = told;
    this.podman = facts.tool("podman").orElseThrow().path();
    this.conf = ContainersConf.file(roots.home());
  }

  HostSetup.Result choose() {
    List<String> errors = new ArrayList<>();
    boolean imported = false;
    for (String runtime : List.of("runc", "crun")) {
      if (facts.tool(runtime).isEmpty()) {
        continue;
      }
      for (boolean explicit : new boolean[] {false, true}) {
        String error = configure(runtime, explicit);
        if (error.isEmpty() && !imported) {
          error = importProbe();
          imported = error.isEmpty();
        }
        error = error.isEmpty() ? start() : error;
        if (error.isEmpty()) {
          return ready(runtime, explicit);
        }
        errors.add(runtime + (explicit ? " with own limits: " : ": ") + error);
      }
    }
    return new HostSetup.Result.NotReady(
        "no container runtime starts a container whose limits hold",
        errors.isEmpty() ? "install runc" : String.join("\n", errors));
  }

  private HostSetup.Result ready(String runtime, boolean explicit) {
    Tool tool = facts.tool(runtime).orElseThrow();
    HostFacts.Rights rights = facts.rights();
    told.accept(runtime + " " + tool.version() + " starts containers, limits hold");
    return new HostSetup.Result.Ready(
        new ContainerRuntime(
            runtime,
            tool.version(),
            podman,
            facts.tool("podman").orElseThrow().version(),
            facts.cgroups().mode(),
            conf,
            explicit,
            rights.hardNofile(),
            rights.settableNproc()));
  }

  private String configure(String runtime, boolean explicit) {
    String text = ContainersConf.text(facts, runtime, explicit);
    return error(
        hands.carryOut(Step.WriteFile.text("configure Podman for Bailey", conf, text), l -> {}));
  }

  private String importProbe() {
    Path tar = roots.home().resolve("podman").resolve("probe.tar");
    Step.WriteFile write =
        new Step.WriteFile("write the probe image", tar, ByteBuffer.wrap(ProbeProgram.tar()));
    String error = error(hands.carryOut(write, l -> {}));
    return error.isEmpty()
        ? podman("import the probe image", "import", "-q", tar.toString(), IMAGE)
        : error;
  }

  private String start() {
    String map = "0:" + JobIds.KEPT + ":" + JobIds.PER_ATTEMPT;
    return podman(
        "start a container whose limits must hold",
        "run",
        "--rm",
        "--network",
        "none",
        "--read-only",
        "--read-only-tmpfs=false",
        "--uidmap",
        map,
        "--gidmap",
        map,
        "--user",
        Integer.toString(FIRST_USER + new SecureRandom().nextInt(USERS)),
        "--cap-drop",
        "all",
        "--security-opt",
        "no-new-privileges",
        "--pids-limit",
        Integer.toString(PROCESSES),
        "--memory",
        "64m",
        "--memory-swap",
        "64m",
        "--cpus",
        "1",
        IMAGE,
        ProbeProgram.PATH);
  }

  private String podman(String purpose, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/env");
    command.add("CONTAINERS_CONF=" + conf);
    command.add("PODMAN_IGNORE_CGROUPSV1_WARNING=1");
    command.add(podman.toString());
    command.addAll(List.of(arguments));
    return error(hands.carryOut(new Step.Command(purpose, command), l -> {}));
  }

  private static String error(HostHands.Done done) {
    return switch (done) {
      case HostHands.Done.Fine fine -> "";
      case HostHands.Done.Failed(String reason, String _) when reason.endsWith(OWNS) ->
          "gives the host's /dev/null to the user of a container";
      case HostHands.Done.Failed failed ->
          failed
              .tail()
              .lines()
              .filter(l -> !l.isBlank())
              .reduce((a, b) -> b)
              .orElse(failed.reason());
    };
  }
}
