package dev.bailey.worker.attempt;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.Binding;
import dev.bailey.sys.FileType;
import dev.bailey.sys.IdMap;
import dev.bailey.sys.MountPoint;
import dev.bailey.sys.Mounts;
import dev.bailey.sys.Pinned;
import dev.bailey.sys.Refused;
import dev.bailey.worker.readback.Controls;
import dev.bailey.worker.readback.Readback;
import dev.bailey.worker.readback.ReadbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The ground as it is: mounts of this host, and its kernel's account of processes. */
final class HostGround implements Ground {
  private final Readback readback = new Readback();

  @Override
  public void volume(Path image, Path target, long bytes) throws IOException, InterruptedException {
    Volume.make(image, target, bytes);
  }

  @Override
  public Optional<String> bind(Bound bound) throws IOException {
    if (!(Pinned.open(bound.source()) instanceof Pinned pinned)) {
      return Optional.of(bound.source() + " cannot be opened");
    }
    try (pinned) {
      makeTarget(bound.target(), pinned.facts().type());
      return mount(bound, pinned) instanceof Refused refused
          ? Optional.of(bound.source() + " cannot be mounted: " + refused.kind())
          : Optional.empty();
    }
  }

  private static Binding mount(Bound bound, Pinned pinned) {
    boolean readOnly = !bound.writable();
    boolean noExec = !bound.executable();
    return bound.owner().isEmpty()
        ? Mounts.bind(pinned, bound.target(), readOnly, noExec)
        : Mounts.bindIdMapped(
            pinned,
            bound.target(),
            readOnly,
            noExec,
            List.of(new IdMap(pinned.facts().uid(), (int) bound.owner().getAsLong(), 1)));
  }

  private static void makeTarget(Path target, FileType type) throws IOException {
    Files.createDirectories(target.getParent());
    if (type == FileType.DIRECTORY) {
      Files.createDirectory(target);
    } else {
      Files.createFile(target);
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
  public Walls walls(long pid, ContainerPlan plan, Placement placement) {
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
