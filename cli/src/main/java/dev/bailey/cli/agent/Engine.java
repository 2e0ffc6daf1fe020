package dev.bailey.cli.agent;

import dev.bailey.cli.Home;
import dev.bailey.cli.Version;
import dev.bailey.job.plan.Images;
import dev.bailey.job.plan.Walls;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.secret.Secrets;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.sys.Processes;
import dev.bailey.worker.attempt.AttemptRunner;
import dev.bailey.worker.attempt.Faults;
import dev.bailey.worker.attempt.Ground;
import dev.bailey.worker.attempt.Workshop;
import dev.bailey.worker.device.HostDevices;
import dev.bailey.worker.host.ContainerRuntime;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.host.HostSetup;
import dev.bailey.worker.host.Roots;
import dev.bailey.worker.image.LayerCheck;
import dev.bailey.worker.image.PodmanImages;
import dev.bailey.worker.podman.PodmanContainers;
import dev.bailey.worker.podman.PodmanService;
import dev.bailey.worker.podman.PodmanSettings;
import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.SeccompProfiles;
import dev.bailey.worker.walls.Starter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What runs containers, made when it is first needed: an agent on a host without Podman lives and
 * answers, and refuses jobs with the reason.
 */
final class Engine implements AutoCloseable {
  private final Home home;
  private final Roots roots;
  private final HostHands hands;
  private final Blobs blobs;
  private final Secrets secrets;
  private final NodeKey key;
  private final SeccompProfiles seccomp;
  private final HostDevices devices;
  private final Starter starter;
  private final Faults faults;
  private final Ground ground;
  private Optional<Ready> ready = Optional.empty();

  Engine(
      Home home,
      HostHands hands,
      Blobs blobs,
      Secrets secrets,
      NodeKey key,
      Faults faults,
      Ground ground) {
    this.ground = ground;
    this.home = home;
    this.roots = Roots.ofHost(home.root());
    this.hands = hands;
    this.blobs = blobs;
    this.secrets = secrets;
    this.key = key;
    this.seccomp = new SeccompProfiles(home.seccomp());
    this.devices = HostDevices.ofHost(home.root());
    this.faults = faults;
    this.starter = Starter.bundled();
  }

  /** Whether containers can be run. */
  sealed interface State {}

  /** They can, with these. */
  record Ready(ContainerRuntime runtime, PodmanService service, Images images, AttemptRunner runner)
      implements State {}

  /** They cannot. */
  record NotReady(String reason, String hint) implements State {}

  /** Where host facts are read. */
  Roots roots() {
    return roots;
  }

  /** The system call filters that jobs can have. */
  SeccompProfiles seccomp() {
    return seccomp;
  }

  /** The devices that jobs can have. */
  HostDevices devices() {
    return devices;
  }

  /** The parts of a job's walls that come from here. */
  Walls walls(SeccompProfile filter) {
    return new Walls(filter.name(), filter.digest(), starter.digest());
  }

  /** The present state; reads files, starts nothing. */
  synchronized State state() {
    if (ready.isPresent()) {
      return ready.get();
    }
    Optional<ContainerRuntime> runtime = HostSetup.remembered(roots);
    if (runtime.isEmpty()) {
      return new NotReady("this host is not set up for jobs", "bailey doctor --fix");
    }
    Ready made = make(runtime.get());
    ready = Optional.of(made);
    return made;
  }

  private Ready make(ContainerRuntime runtime) {
    PodmanService service =
        new PodmanService(
            new PodmanSettings(
                runtime.podman(),
                Path.of(Processes.find(runtime.runtime())),
                runtime.containersConf(),
                home.podman()));
    Workshop workshop =
        new Workshop(
            home.root(),
            key.verifier(),
            Version.TEXT,
            new PodmanContainers(service),
            new CheckedLayers(service, new LayerCheck(home.root(), hands)),
            blobs,
            secrets,
            seccomp,
            devices,
            starter,
            runtime.processes(),
            Clock.systemUTC(),
            ground,
            faults);
    return new Ready(runtime, service, PodmanImages.of(service), new AttemptRunner(workshop));
  }

  /** Looks anew the next time, because the host was changed. */
  synchronized void forget() {
    close();
    ready = Optional.empty();
  }

  /**
   * Stops Podman's service; containers go on. It may be an earlier agent's, so it is looked for
   * even if this one had no use for it.
   */
  @Override
  public synchronized void close() {
    if (state() instanceof Ready made) {
      made.service().close();
    }
  }
}
