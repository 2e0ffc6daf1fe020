package dev.bailey.worker.attempt;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.MountPoint;
import dev.bailey.sys.Mounts;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.Reply;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Takes away what an attempt had on the host. Doing it twice does no harm. */
final class Clean {
  private final Path home;
  private final Containers containers;
  private final IdRanges ids;
  private final Faults faults;

  Clean(Path home, Containers containers, IdRanges ids, Faults faults) {
    this.home = home;
    this.containers = containers;
    this.ids = ids;
    this.faults = faults;
  }

  /**
   * Removes container, mounts, volume and reservations.
   *
   * @throws LedgerLost if that cannot be recorded; then everything stays for a later agent
   */
  void clean(Gate gate, Placement placement, Places places) throws IOException {
    switch (gate.ask(new Action.RemoveContainer(placement))) {
      case Verdict.Refused<Action.RemoveContainer> refused ->
          throw new IOException("clean-up was refused: " + refused.denial().rule());
      case Verdict.Unrecorded<Action.RemoveContainer> ignored -> throw new LedgerLost();
      case Verdict.Granted<Action.RemoveContainer> granted -> {
        faults.at(FaultPoint.REMOVE_DECIDED);
        Reply<Boolean> removed = containers.remove(granted.permit());
        if (removed instanceof Reply.Ok<Boolean>) {
          faults.at(FaultPoint.CONTAINER_REMOVED);
          discard(gate, placement, places);
          gate.outcome(granted.permit(), Outcome.done());
          faults.at(FaultPoint.REMOVE_SETTLED);
        } else {
          gate.outcome(granted.permit(), new Outcome.Failed(removed.problem(), Json.Obj.EMPTY));
          throw new IOException(removed.problem());
        }
      }
    }
  }

  /** Removes what was prepared for a container that never was. */
  void discard(Gate gate, Placement placement, Places places) throws IOException {
    List<MountPoint> mounts = Mounts.mountsBelow(places.root());
    for (MountPoint mount : mounts.reversed()) {
      Mounts.unmount(mount.target());
    }
    faults.at(FaultPoint.UNMOUNTED);
    delete(places.root());
    faults.at(FaultPoint.DELETED);
    ids.giveBack(placement.idBase(), IdRanges.owner(home, gate.subject()));
    faults.at(FaultPoint.RANGE_RETURNED);
  }

  /** Gives back what an earlier agent reserved and did not come to speak of. */
  void reservations(Gate gate) {
    ids.giveBackAll(IdRanges.owner(home, gate.subject()));
  }

  private static void delete(Path root) throws IOException {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException gone) {
      // It was never made, or another pass was faster.
    }
  }
}
