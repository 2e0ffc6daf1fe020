package dev.bailey.job.gate;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.JobIds;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.OfferedCapabilities;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.SecurityContext;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Denial;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What no policy can relax. Privileged containers, host namespaces and shared process namespaces
 * cannot even be expressed in a plan; what can be expressed wrongly is refused here.
 */
final class Floor {
  /** Host directories of which nothing may be mounted into a job. */
  static final List<String> SYSTEM_PATHS =
      List.of("/proc", "/sys", "/dev", "/boot", "/etc", "/run/podman", "/run/docker.sock");

  /** Container directories that belong to the runtime. */
  private static final List<String> RUNTIME_TARGETS = List.of("/proc", "/sys", "/dev");

  private Floor() {}

  static Optional<Denial> refuses(Action action) {
    return switch (action) {
      case ContainerAction.StartContainer a ->
          plan(a.plan())
              .or(() -> placement(a.placement()))
              .or(() -> NetworkFloor.refuses(a.plan(), a.placement().wire()));
      case ContainerAction.OpenNetwork a ->
          plan(a.plan()).or(() -> NetworkFloor.refuses(a.plan(), Optional.of(a.wire())));
      case JobAction.SubmitJob a -> plan(a.plan());
      case ContainerAction.ReleaseSecret a ->
          SecretFile.isPath(a.file().path())
                  && SecretFile.isMode(a.file().mode())
                  && a.user() > 0
                  && a.group() > 0
              ? Optional.empty()
              : deny(
                  action.name(),
                  "secrets are files for reading only, below " + SecretFile.DIRECTORY,
                  "path",
                  a.file().path() + " " + a.file().modeText(),
                  SecretFile.DIRECTORY + "/" + a.file().secret().name() + " 0400");
      case ContainerAction.ExecInContainer a -> plan(a.plan());
      case ContainerAction.CheckHealth a -> plan(a.plan());
      case NodeAction.RunHostProgram a ->
          a.command().isEmpty() || !a.command().getFirst().startsWith("/")
              ? deny(
                  action.name(), "a host program is named by its absolute path", "command", "", "")
              : Optional.empty();
      case NodeAction.PullImage a ->
          a.digest().equals(Digest.NONE)
              ? deny(action.name(), "images come by digest", "digest", "", "add @sha256:…")
              : Optional.empty();
      case ContainerAction.SignalContainer ignored -> Optional.empty();
      case ContainerAction.StoreOutputs ignored -> Optional.empty();
      case ContainerAction.RemoveContainer ignored -> Optional.empty();
      case JobAction.ReadLog ignored -> Optional.empty();
      case JobAction.ReadOutput ignored -> Optional.empty();
      case JobAction.BreakGlass a ->
          refuses(a.reading())
              .or(() ->
                  JobAction.BreakGlass.flaw(a.reason())
                      .flatMap(flaw ->
                          deny(action.name(), flaw, "reason", a.reason(), "why it must be")));
      case JobAction.ExportEvidence ignored -> Optional.empty();
      case JobAction.DeleteJob ignored -> Optional.empty();
      case JobAction.LoadPiece ignored -> Optional.empty();
      case NodeAction.ChangeSecret ignored -> Optional.empty();
      case NodeAction.ChangePolicy a ->
          a.signer().isEmpty()
              ? deny(action.name(), "policies are signed", "signer", "nobody", "sign it")
              : Optional.empty();
    };
  }

  private static Optional<Denial> plan(ContainerPlan plan) {
    Limits l = plan.limits();
    if (plan.image().id().equals(Digest.NONE)) {
      return deny("create_container", "images are used by digest", "image.id", "none", "");
    }
    if (plan.seccompDigest().equals(Digest.NONE) || plan.starterDigest().equals(Digest.NONE)) {
      return deny(
          "create_container",
          "a system call filter and the starter are always in place",
          "seccomp_digest",
          "none",
          "");
    }
    if (plan.user() <= 0 || plan.group() <= 0) {
      return deny(
          "create_container",
          "a workload is never root, not even in its own namespace",
          "user",
          plan.user() + ":" + plan.group(),
          "user: 1000");
    }
    Optional<String> unfit =
        plan.capabilities().stream()
            .filter(name -> !OfferedCapabilities.NAMES.contains(name))
            .findFirst();
    if (unfit.isPresent()) {
      return deny(
          "create_container",
          "no capability that could weaken a wall is given to a workload",
          "capabilities",
          unfit.get(),
          "some of " + String.join(", ", OfferedCapabilities.NAMES));
    }
    if (plan.environment().stream().anyMatch(e -> e.startsWith(SecurityContext.VARIABLE + "="))) {
      return deny(
          "create_container",
          "the variable that names the security context is the platform's own",
          "environment",
          SecurityContext.VARIABLE,
          "name the variable differently");
    }
    if (!plan.workdir().startsWith("/")
        || RUNTIME_TARGETS.stream().anyMatch(p -> within(plan.workdir(), p))) {
      return deny(
          "create_container",
          "no workload begins in a directory of the kernel's or the runtime's",
          "workdir",
          plan.workdir(),
          "workdir: /workspace");
    }
    Optional<String> unclear = unclear(plan.environment());
    if (unclear.isPresent()) {
      return deny(
          "create_container",
          "each variable is there once and has a value",
          "environment",
          unclear.get(),
          "say NAME=VALUE once");
    }
    Optional<Denial> network = NetworkFloor.refuses(plan.network());
    if (network.isPresent()) {
      return network;
    }
    if (l.cpuMillis() <= 0
        || l.memoryBytes() <= 0
        || l.pids() <= 0
        || l.openFiles() <= 0
        || l.shmBytes() <= 0
        || l.tmpBytes() <= 0
        || l.diskBytes() <= 0
        || l.wallSeconds() <= 0
        || l.logRateBytes() <= 0) {
      return deny("create_container", "every limit is set", "limits", l.toString(), "");
    }
    for (Input input : plan.inputs()) {
      if (forbiddenSource(input.source())) {
        return deny(
            "plan9_mount",
            "no system path and no socket of the host enters a container",
            "inputs." + input.name(),
            input.source(),
            "copy the data elsewhere and name that");
      }
    }
    return DeviceFloor.refuses(plan);
  }

  /** The name of a variable that is judged by one entry and set by another, or by the host. */
  private static Optional<String> unclear(List<String> environment) {
    Set<String> names = new HashSet<>();
    return environment.stream()
        .filter(entry -> entry.indexOf('=') < 1 || !names.add(name(entry)))
        .map(Floor::name)
        .findFirst();
  }

  private static String name(String entry) {
    return entry.split("=", 2)[0];
  }

  private static Optional<Denial> placement(Placement place) {
    if (place.idBase() < JobIds.FIRST || place.idCount() <= 0) {
      return deny(
          "create_container",
          "an attempt has an id range of its own, away from the host's",
          "placement.id_base",
          Long.toString(place.idBase()),
          "");
    }
    for (Placement.Bind bind : place.mounts()) {
      if (forbiddenSource(bind.source())) {
        return deny(
            "plan9_mount",
            "no system path and no socket of the host enters a container",
            "placement.binds",
            bind.source(),
            "copy the data elsewhere and mount that");
      }
      if (RUNTIME_TARGETS.stream().anyMatch(p -> within(bind.destination(), p))
          || bind.destination().equals("/")) {
        return deny(
            "plan9_mount",
            "nothing is mounted over what belongs to the runtime",
            "placement.binds",
            bind.destination(),
            "");
      }
    }
    return Optional.empty();
  }

  static boolean forbiddenSource(String source) {
    return source.equals("/")
        || source.endsWith(".sock")
        || SYSTEM_PATHS.stream().anyMatch(p -> within(source, p));
  }

  private static boolean within(String path, String parent) {
    return path.equals(parent) || path.startsWith(parent + "/");
  }

  private static Optional<Denial> deny(
      String point, String rule, String field, String seen, String nearest) {
    return Optional.of(new Denial("floor", point, rule, field, seen, nearest));
  }
}
