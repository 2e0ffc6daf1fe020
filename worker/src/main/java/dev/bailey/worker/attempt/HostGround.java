package dev.bailey.worker.attempt;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.Alongside;
import dev.bailey.sys.Binding;
import dev.bailey.sys.EncryptedFiles;
import dev.bailey.sys.IdMap;
import dev.bailey.sys.LoopDevice;
import dev.bailey.sys.MountPoint;
import dev.bailey.sys.Mounts;
import dev.bailey.sys.Pinned;
import dev.bailey.sys.Refused;
import dev.bailey.sys.UserNamespace;
import dev.bailey.worker.network.Networks;
import dev.bailey.worker.podman.Monitor;
import dev.bailey.worker.readback.Controls;
import dev.bailey.worker.readback.Readback;
import dev.bailey.worker.readback.ReadbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The ground as it is: mounts of this host, and its kernel's account of processes. */
final class HostGround implements Ground {
  private final EmptyVolumes volumes = new EmptyVolumes();
  private final Readback readback = new Readback();
  private final Networks networks;

  HostGround(Networks networks) {
    this.networks = networks;
  }

  @Override
  public Networks networks() {
    return networks;
  }

  @Override
  public void volume(Path image, Path target, long bytes) throws IOException, InterruptedException {
    volumes.write(image, bytes, encrypts());
    Files.createDirectories(target);
    LoopDevice.mountExt4(image, target, false);
  }

  @Override
  public boolean encrypts() {
    return EncryptedFiles.offered();
  }

  @Override
  public void encrypt(Path target, List<Path> directories) {
    EncryptedFiles.encrypt(target, directories);
  }

  @Override
  public void memory(Path target, long bytes, long files) {
    Mounts.mountTmpfs(target, bytes, files, 0700);
  }

  @Override
  public Binds binds() {
    return new Mappings();
  }

  /** A namespace costs a process, and most mounts of an attempt have the same owner. */
  private static final class Mappings implements Binds {
    private final Map<IdMap, UserNamespace> made = new HashMap<>();

    @Override
    public Optional<String> bind(Bound bound) {
      if (!(Pinned.open(bound.source()) instanceof Pinned pinned)) {
        return Optional.of(bound.source() + " cannot be opened");
      }
      try (pinned) {
        return mount(bound, pinned) instanceof Refused refused
            ? Optional.of(bound.source() + " cannot be mounted: " + refused.kind())
            : Optional.empty();
      }
    }

    private Binding mount(Bound bound, Pinned pinned) {
      boolean readOnly = !bound.writable();
      boolean noExec = !bound.executable();
      return bound.owner().isEmpty()
          ? Mounts.bind(pinned, bound.target(), readOnly, noExec)
          : Mounts.bindIdMapped(
              pinned,
              bound.target(),
              readOnly,
              noExec,
              of(new IdMap(pinned.facts().uid(), (int) bound.owner().getAsLong(), 1)));
    }

    private UserNamespace of(IdMap map) {
      return made.computeIfAbsent(map, m -> UserNamespace.of(List.of(m)));
    }

    @Override
    public void close() {
      made.values().forEach(UserNamespace::close);
    }
  }

  @Override
  public void clear(Path root) {
    List<MountPoint> mounts = Mounts.mountsBelow(root);
    for (MountPoint mount : mounts.reversed()) {
      Mounts.unmount(mount.target());
    }
  }

  @Override
  public OptionalLong processOf(String podmanId) {
    return readback.processOf(podmanId);
  }

  @Override
  public List<Long> processesOf(String podmanId) {
    return readback.processesOf(podmanId);
  }

  @Override
  public boolean monitored(long pid, String podmanId) {
    Optional<Monitor> found = Monitor.of(pid, podmanId);
    found.ifPresent(Monitor::close);
    return found.isPresent();
  }

  @Override
  public Walls walls(long pid, ContainerPlan plan, Placement placement) {
    Optional<FutureTask<Networks.Seen>> looking =
        placement
            .wire()
            .map(wire ->
                Alongside.start("network-look", () -> networks.look(plan.network(), wire, pid)));
    Walls own = ownWalls(pid, plan, placement);
    if (looking.isEmpty()) {
      return own;
    }
    List<String> mismatches = new ArrayList<>(own.mismatches());
    try {
      Networks.Seen seen = looking.get().get();
      mismatches.addAll(seen.mismatches());
      return new Walls(own.observed().with("network", seen.observed()), mismatches);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      mismatches.add("interrupted while the network was read");
    } catch (ExecutionException failed) {
      mismatches.add("the network cannot be read: " + failed.getCause());
    }
    return new Walls(own.observed(), mismatches);
  }

  private Walls ownWalls(long pid, ContainerPlan plan, Placement placement) {
    try {
      Controls controls = readback.observe(pid);
      return new Walls(controls.json(), readback.mismatches(controls, plan, placement));
    } catch (ReadbackException unreadable) {
      return new Walls(
          Json.Obj.EMPTY, List.of("the walls cannot be read: " + unreadable.getMessage()));
    }
  }

  @Override
  public Digest program(long pid) {
    try {
      return Digest.of(readback.program(pid));
    } catch (ReadbackException gone) {
      return Digest.NONE;
    }
  }
}
