package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Lease;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.run.Order;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.Alongside;
import dev.bailey.sys.SysException;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.Reply;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Takes away what an attempt had on the host. Doing it twice does no harm. */
final class Clean {
  private static final int TRIES = 5;
  private static final long PAUSE_MILLIS = 200;

  private final Path home;
  private final Containers containers;
  private final Ground ground;
  private final IdRanges ids;
  private final Faults faults;

  Clean(Workshop workshop, IdRanges ids) {
    this.home = workshop.home();
    this.containers = workshop.containers();
    this.ground = workshop.ground();
    this.ids = ids;
    this.faults = workshop.faults();
  }

  /**
   * Removes container, mounts, volume and reservations.
   *
   * @param decided the removal that an earlier agent was allowed and did not come to settle
   * @return why something is left; empty if nothing is
   * @throws LedgerLost if that cannot be recorded; then everything stays for a later agent
   */
  Optional<String> clean(Attempt of, Optional<Event> decided) throws InterruptedException {
    Gate gate = of.order().gate();
    Optional<Permit<ContainerAction.RemoveContainer>> open = decided.flatMap(gate::reopen);
    if (open.isPresent()) {
      return permitted(of, open.get());
    }
    return switch (gate.ask(new ContainerAction.RemoveContainer(of.placement()))) {
      case Verdict.Refused<ContainerAction.RemoveContainer> refused ->
          Optional.of("clean-up was refused: " + refused.denial().rule());
      case Verdict.Unrecorded<ContainerAction.RemoveContainer> ignored -> throw new LedgerLost();
      case Verdict.Granted<ContainerAction.RemoveContainer> granted -> {
        faults.at(FaultPoint.REMOVE_DECIDED);
        yield permitted(of, granted.permit());
      }
    };
  }

  /**
   * What is to be taken away.
   *
   * @param network the lease of its network, if that is open
   */
  record Attempt(Order order, Placement placement, Places places, Optional<Lease> network) {}

  private Optional<String> permitted(Attempt of, Permit<ContainerAction.RemoveContainer> permit)
      throws InterruptedException {
    Gate gate = of.order().gate();
    Placement placement = permit.take().placement();
    NetworkEnd network = new NetworkEnd(ground.networks(), of.order(), of.network());
    Optional<String> problem = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      problem = tried(of.order(), placement, of.places(), network);
      if (problem.isEmpty()) {
        gate.outcome(permit, Outcome.done());
        faults.at(FaultPoint.REMOVE_SETTLED);
        return problem;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    network.unknown("the container could not be taken away");
    gate.outcome(permit, new Outcome.Failed(problem.orElse(""), Json.Obj.EMPTY));
    return problem;
  }

  private Optional<String> tried(
      Order order, Placement placement, Places places, NetworkEnd network)
      throws InterruptedException {
    Reply<Boolean> removed = containers.remove(placement);
    if (!(removed instanceof Reply.Ok<Boolean>)) {
      return Optional.of(removed.problem());
    }
    faults.at(FaultPoint.CONTAINER_REMOVED);
    settle(network, placement, places);
    faults.at(FaultPoint.NETWORK_SETTLED);
    try {
      discard(order, placement, places);
      return Optional.empty();
    } catch (IOException | SysException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  /** What the job had on disk goes while what flowed is recorded: both wait for the disk. */
  private void settle(NetworkEnd network, Placement placement, Places places)
      throws InterruptedException {
    if (placement.wire().isEmpty()) {
      return;
    }
    FutureTask<Boolean> clearing = Alongside.start("volume-clear", () -> clear(places));
    network.settle(placement);
    try {
      clearing.get();
    } catch (ExecutionException inTheWay) {
      // Everything is cleared after this, and that says what is in the way.
    }
  }

  private boolean clear(Places places) throws IOException {
    ground.clear(places.mounts());
    ground.clear(places.volume());
    return true;
  }

  /** Removes what was prepared for a container that never was. */
  void discard(Order order, Placement placement, Places places)
      throws IOException, InterruptedException {
    if (placement.wire().isPresent()) {
      ground.networks().close(placement.wire().get());
    }
    ground.clear(places.root());
    faults.at(FaultPoint.UNMOUNTED);
    delete(places.root());
    faults.at(FaultPoint.DELETED);
    ids.giveBack(placement.idBase(), IdRanges.owner(home, order.gate().subject()));
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
