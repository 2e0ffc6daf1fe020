package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.SecurityContext;
import dev.bailey.job.plan.Share;
import dev.bailey.job.run.Order;
import dev.bailey.job.snapshot.Snapshot;
import dev.bailey.ledger.Digest;
import dev.bailey.sys.Alongside;
import dev.bailey.sys.FileType;
import dev.bailey.sys.HostFiles;
import dev.bailey.sys.Pinned;
import dev.bailey.sys.SysException;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.RuntimeFacts;
import dev.bailey.worker.podman.Targets;
import dev.bailey.worker.readback.Readback;
import dev.bailey.worker.walls.Gate;
import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.WallsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Puts everything in place that a container mounts, as its permit says. */
final class Furnish implements Containers.Preparation {
  private final Workshop workshop;
  private final Order order;
  private final Places places;
  private final Rights rights;
  private Optional<Gate> gate = Optional.empty();
  private Optional<ContainerAction.OpenNetwork> opened = Optional.empty();
  private Optional<FutureTask<Optional<String>>> connecting = Optional.empty();

  /**
   * @param rights what was permitted besides the container
   */
  Furnish(Workshop workshop, Order order, Places places, Rights rights) {
    this.rights = rights;
    this.workshop = workshop;
    this.order = order;
    this.places = places;
  }

  /** The gate at which the workload waits. */
  Gate gate() {
    return gate.orElseThrow(() -> new IllegalStateException("nothing is in place yet"));
  }

  @Override
  public Containers.Prepared place(ContainerAction.StartContainer action) {
    try {
      Files.createDirectories(places.root());
      Files.setPosixFilePermissions(places.root(), PosixFilePermissions.fromString("rwx------"));
      Optional<String> closed = openNetwork();
      if (closed.isPresent()) {
        return new Containers.Prepared.Unable(closed.get());
      }
      for (Placement.Bind bind : action.placement().mounts()) {
        if (!place(Path.of(bind.source()), action.plan())) {
          return new Containers.Prepared.Unable(
              "what is to be mounted at " + bind.destination() + " cannot be opened");
        }
      }
      Optional<String> edited = DeviceChange.of(action.plan().devices(), workshop.devices());
      if (edited.isPresent()) {
        return new Containers.Prepared.Unable(edited.get());
      }
      return switch (workshop
          .seccomp()
          .find(action.plan().seccompProfile(), action.plan().seccompDigest())) {
        case SeccompProfile.Loaded.Refused(String reason) -> new Containers.Prepared.Unable(reason);
        case SeccompProfile.Loaded.Profile(SeccompProfile filter) -> {
          Files.write(places.seccomp(), filter.text());
          yield new Containers.Prepared.Ready(facts());
        }
      };
    } catch (IOException | SysException failed) {
      return new Containers.Prepared.Unable(String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Containers.Prepared.Unable("interrupted while the network was being made");
    }
  }

  /** Before the container is created, so that there is no moment without rules. */
  private Optional<String> openNetwork() throws InterruptedException {
    if (rights.network().isEmpty()) {
      return Optional.empty();
    }
    ContainerAction.OpenNetwork action = rights.network().get().take();
    Optional<String> problem =
        workshop.ground().networks().open(action.plan().network(), action.wire());
    workshop.faults().at(FaultPoint.NETWORK_OPEN);
    opened = problem.isEmpty() ? Optional.of(action) : Optional.empty();
    return problem;
  }

  /** While the container starts, since that mostly waits; putting things in place does not. */
  private void connect(ContainerAction.OpenNetwork open) {
    connecting =
        Optional.of(
            Alongside.start(
                "network-connect",
                () -> workshop.ground().networks().connect(open.plan().network(), open.wire())));
  }

  @Override
  public Optional<String> settled() {
    if (connecting.isEmpty()) {
      return Optional.empty();
    }
    try {
      return connecting.get().get();
    } catch (ExecutionException failed) {
      return Optional.of("the network cannot be connected: " + failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while the network was being connected");
    }
  }

  /** Only an input can be a file; everything else is a directory of the attempt. */
  private boolean place(Path target, ContainerPlan plan) throws IOException {
    Files.createDirectories(target.getParent());
    Path source = source(target, plan);
    if (source.startsWith(places.root())) {
      if (NameFiles.is(source)) {
        Files.createFile(target);
      } else {
        Files.createDirectory(target);
      }
      return true;
    }
    if (!(Pinned.open(source) instanceof Pinned pinned)) {
      return false;
    }
    try (pinned) {
      if (pinned.facts().type() == FileType.DIRECTORY) {
        Files.createDirectory(target);
      } else {
        Files.createFile(target);
      }
      return true;
    }
  }

  @Override
  public Optional<String> furnish(ContainerAction.StartContainer action) {
    try {
      makeVolume(action);
      if (action.placement().context().isPresent()) {
        showContext(action.placement().context().get());
      }
      if (!action.plan().secrets().isEmpty()) {
        Optional<String> withheld =
            SecretFiles.release(
                workshop.ground(),
                workshop.secrets(),
                places.secrets(),
                action.placement().idBase(),
                rights.secrets());
        if (withheld.isPresent()) {
          return withheld;
        }
      }
      workshop.faults().at(FaultPoint.VOLUME_MADE);
      try (Ground.Binds binds = workshop.ground().binds()) {
        for (Placement.Bind bind : action.placement().mounts()) {
          Optional<String> problem = binds.bind(bound(bind, action));
          if (problem.isPresent()) {
            return problem;
          }
          workshop.faults().at(FaultPoint.MOUNTED);
        }
      }
      workshop.faults().at(FaultPoint.FURNISHED);
      return Optional.empty();
    } catch (IOException | SysException | WallsException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while the volume was being made");
    }
  }

  @Override
  public void created() {
    opened.ifPresent(this::connect);
    workshop.faults().at(FaultPoint.CONTAINER_CREATED);
  }

  private RuntimeFacts facts() {
    return new RuntimeFacts(
        new Readback().cgroupV2(),
        workshop.maxProcesses(),
        places.seccomp(),
        places.runtimeLog(),
        new RuntimeFacts.Labels(workshop.home().toString(), order.job(), order.attempt()));
  }

  private void makeVolume(ContainerAction.StartContainer action)
      throws IOException, InterruptedException {
    ContainerPlan plan = action.plan();
    workshop.ground().volume(places.image(), places.volume(), plan.limits().diskBytes());
    Files.createDirectory(places.start());
    gate = Optional.of(workshop.starter().prepare(places.start(), Targets.WORKLOAD_GATE));
    if (!plan.network().closed()) {
      NameFiles.write(plan, places.volume());
    }
    owned(places.out());
    owned(places.scratch());
    if (action.placement().encryptedScratch()) {
      workshop.ground().encrypt(places.volume(), List.of(places.out(), places.scratch()));
    }
    if (!plan.code().equals(Digest.NONE)) {
      Snapshot.materialise(
          plan.code(), workshop.blobs(), places.code(), (int) IdRanges.OUTPUT_OWNER);
    }
  }

  /** Shows what was decided, or nothing. */
  private void showContext(SecurityContext decided) throws IOException {
    ContextFiles files = ContextFiles.of(order.gate().policy(), workshop.hostContext());
    if (!files.digests().equals(decided.files())) {
      throw new IOException("the security context is no longer what it was when it was decided");
    }
    files.write(places.volume().resolve(Path.of(decided.mount().source()).getFileName()));
  }

  private static void owned(Path directory) throws IOException {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    int owner = (int) IdRanges.OUTPUT_OWNER;
    HostFiles.chown(directory, owner, owner);
  }

  private Ground.Bound bound(Placement.Bind bind, ContainerAction.StartContainer action) {
    Path target = Path.of(bind.source());
    return new Ground.Bound(
        source(target, action.plan()),
        target,
        bind.writable(),
        Targets.executable(action.plan(), bind.destination()),
        action.placement().binds().contains(bind) && !ownedAlready(bind, action.plan())
            ? OptionalLong.of(action.placement().idBase() + action.plan().user())
            : OptionalLong.empty());
  }

  /**
   * The starter, the files of names and what comes with devices is nobody's; the files of secrets
   * were made with their owners.
   */
  private boolean ownedAlready(Placement.Bind bind, ContainerPlan plan) {
    return bind.destination().equals(Targets.START)
        || NameFiles.is(source(Path.of(bind.source()), plan))
        || Share.ofDevices(plan).stream().anyMatch(s -> s.destination().equals(bind.destination()))
        || bind.destination().equals(SecretFile.DIRECTORY);
  }

  private Path source(Path target, ContainerPlan plan) {
    if (places.mapped(Share.SECRETS).equals(target)) {
      return places.secrets();
    }
    for (Input input : plan.inputs()) {
      if (places.mapped(Share.of(input).name()).equals(target)) {
        return Path.of(input.source());
      }
    }
    List<Share> ofDevices = Share.ofDevices(plan);
    for (int i = 0; i < ofDevices.size(); i++) {
      if (places.mapped(ofDevices.get(i).name()).equals(target)) {
        return Path.of(Device.mounts(plan.devices()).get(i).source());
      }
    }
    return places.volume().resolve(target.getFileName());
  }
}
