package dev.bailey.worker.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a host fit for jobs. What it does follows from {@link HostFacts} alone; on a fit host there
 * is nothing to do, and {@link #remembered} answers without starting a program.
 */
public final class HostSetup {
  /** Programs that are installed when missing, with their Debian package. */
  private static final Map<String, String> PACKAGES = packages();

  private HostSetup() {}

  /** What became of the setup. */
  public sealed interface Result {
    /** Jobs can run. */
    record Ready(ContainerRuntime runtime) implements Result {}

    /** No job can run; the hint says what to do. */
    record NotReady(String reason, String hint) implements Result {}
  }

  private static Map<String, String> packages() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("podman", "podman");
    out.put("conmon", "conmon");
    out.put("nft", "nftables");
    out.put("netavark", "netavark");
    out.put("mmdebstrap", "mmdebstrap");
    out.put("mke2fs", "e2fsprogs");
    return out;
  }

  /** What is to be changed before a runtime is chosen, in order; empty if nothing. */
  public static List<Step> plan(HostFacts facts) {
    List<Step> steps = new ArrayList<>();
    List<String> missing = missingPackages(facts);
    if (!missing.isEmpty() && facts.system().debian()) {
      steps.add(
          new Step.Command("read package lists", List.of("/usr/bin/apt-get", "update", "-q")));
      steps.add(new Step.Command("install " + String.join(" ", missing), install(missing)));
    }
    if (!facts.storage().sharedRoot()) {
      steps.add(
          new Step.Command(
              "make / a shared mount", List.of("/usr/bin/mount", "--make-shared", "/")));
    }
    return List.copyOf(steps);
  }

  /**
   * What is to be changed for jobs with a network, whatever was chosen before: it does not survive
   * a reboot. Without it such jobs are refused, and all others run.
   */
  static List<Step> forwarding(Roots roots) {
    return FactReader.forwarding(roots).four()
        ? List.of()
        : List.of(
            new Step.Command(
                "pass packets of jobs on",
                List.of("/usr/sbin/sysctl", "-q", "-w", "net.ipv4.ip_forward=1")));
  }

  private static List<String> missingPackages(HostFacts facts) {
    List<String> out = new ArrayList<>();
    PACKAGES.forEach((tool, name) -> {
      if (facts.tool(tool).isEmpty()) {
        out.add(name);
      }
    });
    String fitting = RuntimeChooser.fitting(facts);
    List<String> runtimes = RuntimeChooser.candidates(facts);
    if (runtimes.isEmpty() || (fitting.equals("runc") && !runtimes.contains(fitting))) {
      out.add(fitting);
    }
    return out;
  }

  private static List<String> install(List<String> packages) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "/usr/bin/apt-get"));
    command.addAll(List.of("install", "-y", "-q", "--no-install-recommends"));
    command.addAll(packages);
    return command;
  }

  /**
   * The runtime that was chosen before, if nothing on the host that matters has changed since.
   * Reads files only.
   */
  public static Optional<ContainerRuntime> remembered(Roots roots) {
    return SetupMemory.recall(roots);
  }

  /**
   * Carries out the plan, then finds a runtime by starting containers; does nothing if the host was
   * found fit before and has not changed.
   *
   * @param told each line that is worth showing
   */
  public static Result apply(Roots roots, HostHands hands, Consumer<String> told) {
    List<Step> always = new ArrayList<>(forwarding(roots));
    always.addAll(CommonNodes.takenBack(roots));
    for (Step step : always) {
      told.accept(step.purpose());
      var _ = hands.carryOut(step, line -> {});
    }
    Optional<ContainerRuntime> known = remembered(roots);
    if (known.isPresent()) {
      return new Result.Ready(known.get());
    }
    for (Step step : plan(HostFacts.detect(roots))) {
      told.accept(step.purpose());
      if (hands.carryOut(step, line -> {}) instanceof HostHands.Done.Failed failed) {
        return new Result.NotReady(failed.reason(), failed.tail());
      }
    }
    HostFacts facts = HostFacts.detect(roots);
    List<Prerequisite> blocking = Doctor.blocking(facts);
    if (!blocking.isEmpty()) {
      Prerequisite first = blocking.getFirst();
      return new Result.NotReady(
          first.name() + " is missing: " + first.seen() + "; " + first.why(), first.fix());
    }
    Result result = new RuntimeChooser(roots, facts, hands, told).choose();
    if (result instanceof Result.Ready ready) {
      SetupMemory.keep(roots, ready.runtime(), hands);
    }
    return result;
  }
}
