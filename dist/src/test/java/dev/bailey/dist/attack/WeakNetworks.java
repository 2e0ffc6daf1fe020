package dev.bailey.dist.attack;

import dev.bailey.dist.Patience;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.network.Networks;
import dev.bailey.worker.network.Readings;
import dev.bailey.worker.network.RuleBook;
import dev.bailey.worker.network.Visits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Networks whose making, not whose rules, lacks a wall. */
record WeakNetworks(Networks networks, Wall wall) implements Networks {
  /** How long after the namespace late rules come: the container has to start before. */
  private static final long LATE_SECONDS = Patience.times(8);

  private static final AtomicReference<String> LAST = new AtomicReference<>("/none");

  @Override
  public RuleBook rules() {
    return networks.rules();
  }

  @Override
  public Optional<String> open(Network network, Wire wire) throws InterruptedException {
    Optional<String> problem = networks.open(network, wire);
    if (problem.isPresent() || !early()) {
      return problem;
    }
    Optional<String> connected = networks.connect(network, wire);
    if (connected.isEmpty() && wall == Wall.BEFORE) {
      late(wire);
    }
    if (connected.isEmpty() && wall == Wall.NAMESPACE) {
      joined(wire.namespace());
    }
    return connected;
  }

  @Override
  public Optional<String> connect(Network network, Wire wire) throws InterruptedException {
    return early() ? Optional.empty() : networks.connect(network, wire);
  }

  /** These walls are taken away from a network that is whole. */
  private boolean early() {
    return wall == Wall.BEFORE || wall == Wall.NAMESPACE;
  }

  /** Puts the job where the one before it is, if that is still there. */
  private static void joined(String namespace) {
    String before = LAST.getAndSet(namespace);
    if (Files.exists(Path.of(before))) {
      Range.run("umount", namespace);
      Range.run("mount", "--bind", before, namespace);
    }
  }

  /** Takes the rules away and brings them back later, as a helper beside the engine would. */
  private static void late(Wire wire) throws InterruptedException {
    try {
      String inside = "--net=" + wire.namespace();
      String rules = Range.output(List.of("nsenter", inside, "nft", "list", "ruleset"));
      Path file = Files.writeString(Files.createTempFile("late", ".nft"), rules);
      Range.run("nsenter", inside, "nft", "flush", "ruleset");
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              TimeUnit.SECONDS.sleep(LATE_SECONDS);
              Range.run("nsenter", inside, "nft", "-f", file.toString());
              Files.delete(file);
            } catch (InterruptedException | IOException gone) {
              // The job has ended before its rules came.
            }
          });
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Override
  public Seen look(Network network, Wire wire, long pid) throws InterruptedException {
    Seen seen = networks.look(network, wire, pid);
    return early() ? new Seen(Json.Obj.EMPTY, List.of()) : seen;
  }

  @Override
  public Optional<Readings> flows(Wire wire) throws InterruptedException {
    return networks.flows(wire);
  }

  @Override
  public Optional<Visits> visits(Network network, Wire wire, long pid) throws InterruptedException {
    return networks.visits(network, wire, pid);
  }

  @Override
  public void close(Wire wire) throws IOException, InterruptedException {
    networks.close(wire);
  }
}
