package dev.bailey.worker.host;

import dev.bailey.job.plan.JobIds;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.host.HostFacts.Tool;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds a runtime that works by starting a container with each, walls and limits on.
 *
 * <p>The container runs {@link ProbeProgram}, which fails if the process limit does not hold, and
 * has pipes for standard streams as jobs have. Afterwards no node of the host may belong to an id
 * of a job. The first pair of runtime and default limits that works is kept. None works: no job may
 * run.
 */
final class RuntimeChooser {
  /** Before the tag, which is the home's own: others may try theirs at the same time. */
  private static final String IMAGE = "localhost/bailey/probe:";

  /** Below {@link ProbeProgram#FORKS}, above what a runtime itself needs. */
  private static final int PROCESSES = 16;

  /** Neither root nor anybody of the host's. */
  private static final String USER = "2000";

  private final Roots roots;
  private final HostFacts facts;
  private final HostHands hands;
  private final Consumer<String> told;
  private final Path podman;
  private final Path conf;
  private final String image;

  RuntimeChooser(Roots roots, HostFacts facts, HostHands hands, Consumer<String> told) {
    this.roots = roots;
    this.facts = facts;
    this.hands = hands;
    this.told = told;
    this.podman = facts.tool("podman").orElseThrow().path();
    this.conf = ContainersConf.file(roots.home());
    this.image = IMAGE + Digest.of(Json.of(roots.home().toString())).hex().substring(0, 12);
  }

  HostSetup.Result choose() {
    HostSetup.Result result = firstThatWorks();
    // Left there it would keep its layer for ever, without a name after the next one.
    var _ = podman("remove the probe image", "rmi", "--ignore", image);
    return result;
  }

  private HostSetup.Result firstThatWorks() {
    List<String> errors = new ArrayList<>();
    boolean imported = false;
    for (String runtime : candidates(facts)) {
      for (boolean explicit : new boolean[] {false, true}) {
        String error = configure(runtime, explicit);
        if (error.isEmpty() && !imported) {
          error = importProbe();
          imported = error.isEmpty();
        }
        error = error.isEmpty() ? tried() : error;
        if (error.isEmpty()) {
          return ready(runtime, explicit);
        }
        errors.add(runtime + (explicit ? " with own limits: " : ": ") + error);
      }
    }
    return new HostSetup.Result.NotReady(
        "no container runtime starts a container whose limits hold and that owns nothing of the host",
        errors.isEmpty() ? "install " + fitting(facts) : String.join("\n", errors));
  }

  /**
   * The runtimes that are there, best first: those that can add a process to a job with a network,
   * for {@code bailey exec} and health commands; among equals runc, with which most is tried.
   */
  static List<String> candidates(HostFacts facts) {
    return Stream.of("runc", "crun")
        .filter(name -> facts.tool(name).isPresent())
        .sorted(
            Comparator.comparing(name ->
                !ContainerRuntime.entersNetworks(name, facts.tool(name).orElseThrow().version())))
        .toList();
  }

  /** The one to install; crun refuses version 1 beside a version 2 that holds controllers. */
  static String fitting(HostFacts facts) {
    return facts.cgroups().mode() == HostFacts.Cgroups.Mode.HYBRID ? "runc" : "crun";
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
        ? podman("import the probe image", "import", "-q", tar.toString(), image)
        : error;
  }

  /** Leaves the nodes of the host as they were, also if it fails. */
  private String tried() {
    String error = start();
    List<String> given = CommonNodes.givenAway(roots);
    CommonNodes.takenBack(roots).forEach(step -> hands.carryOut(step, l -> {}));
    return given.isEmpty()
        ? error
        : "gives the host's " + String.join(", ", given) + " to the user of a container";
  }

  private String start() {
    String map = "0:" + JobIds.KEPT + ":" + JobIds.PER_ATTEMPT;
    return podman(
        "start a container whose limits must hold",
        "run",
        "--rm",
        "--interactive",
        "--network",
        "none",
        "--read-only",
        "--read-only-tmpfs=false",
        "--uidmap",
        map,
        "--gidmap",
        map,
        "--user",
        USER,
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
        image,
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
