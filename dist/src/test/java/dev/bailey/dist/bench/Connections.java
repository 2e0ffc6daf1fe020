package dev.bailey.dist.bench;

import dev.bailey.dist.attack.Range;
import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.JobIds;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Network.Destination;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.Mounts;
import dev.bailey.sys.Processes;
import dev.bailey.worker.broker.BrokerRules;
import dev.bailey.worker.broker.Brokers;
import dev.bailey.worker.network.HostNetworks;
import dev.bailey.worker.network.RuleBook;
import dev.bailey.worker.network.Wires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Connections to a server in another namespace of this machine, from namespaces that are wired as
 * those of jobs: one without rules, one with those of a long list, both with the host's rules
 * between. Rounds alternate.
 */
final class Connections implements AutoCloseable {
  private static final int ROUNDS = 6;
  private static final String NAME = "data.example.com";
  private static final int PORT = 8080;
  private static final int BROKERED_PORT = 8081;

  private final Range range;
  private final HostNetworks unruled;
  private final HostNetworks standard;
  private final Network network;
  private final Wire bareWire;
  private final Wire wire;
  private final List<Double> bare = new ArrayList<>();
  private final List<Double> ruled = new ArrayList<>();
  private final List<Double> direct = new ArrayList<>();
  private final List<Double> brokered = new ArrayList<>();

  private Connections(Range range, Path directory, int destinations) {
    this.range = range;
    this.network = network(destinations);
    this.unruled = new HostNetworks(withoutInside(), brokers());
    this.standard = new HostNetworks(RuleBook.standard(), brokers());
    long last = JobIds.KEPT - JobIds.PER_ATTEMPT;
    this.bareWire = Wires.of(network, directory.resolve("bare.net"), last, withoutInside());
    this.wire =
        Wires.of(
            network,
            directory.resolve("ruled.net"),
            last - JobIds.PER_ATTEMPT,
            RuleBook.standard());
  }

  /** Makes the namespaces and starts the server. */
  static Connections open(Path directory, int destinations)
      throws IOException, InterruptedException {
    Connections all = new Connections(Range.open(), directory, destinations);
    made(all.unruled, without(all.network), all.bareWire);
    made(all.standard, all.network, all.wire);
    return all;
  }

  private static void made(HostNetworks networks, Network network, Wire wire)
      throws IOException, InterruptedException {
    Optional<String> closed = networks.open(network, wire);
    Optional<String> problem = closed.isPresent() ? closed : networks.connect(network, wire);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  private static Network network(int destinations) {
    List<Destination> all = new ArrayList<>();
    IntStream.rangeClosed(1, destinations)
        .mapToObj(i -> "203.0.113." + i)
        .forEach(host -> all.add(to(host, 443)));
    all.add(to(Range.PUBLIC, PORT));
    all.add(Destination.brokered(NamePattern.parse(NAME).orElseThrow(), BROKERED_PORT, 0));
    return new Network(Network.LISTED, all, List.of(), true, List.of());
  }

  private static Destination to(String host, int port) {
    return new Destination(host, port, Protocol.TCP, List.of(Subnet.known(host)), 0);
  }

  /** The same without the broker. */
  private static Network without(Network network) {
    return new Network(
        network.mode(),
        network.destinations().stream().filter(d -> !d.brokered()).toList(),
        network.blocked(),
        network.names(),
        network.inbound());
  }

  private static Brokers brokers() {
    return new Brokers(
        BrokerRules::standard,
        (HostName _) -> List.of(IpAddress.parse(Range.PUBLIC).orElseThrow()));
  }

  private static RuleBook withoutInside() {
    return new RuleBook() {
      @Override
      public List<Json> closed() {
        return List.of();
      }

      @Override
      public List<Json> inside(Network network, Wire wire) {
        return List.of();
      }

      @Override
      public List<Json> outside() {
        return RuleBook.standard().outside();
      }
    };
  }

  /** Connects, many times. */
  void measure() throws IOException, InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      probe(bareWire, bare, "connect", PORT);
      probe(wire, ruled, "connect", PORT);
      probe(wire, direct, "hello", PORT);
      probe(wire, brokered, "tunnel", BROKERED_PORT);
    }
  }

  private static void probe(Wire from, List<Double> into, String how, int port)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Processes.find("nsenter"),
            "--net=" + from.namespace(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Connector.class.getName(),
            how,
            how.equals("tunnel") ? NAME : Range.PUBLIC,
            Integer.toString(port));
    Command.output(command, Map.of()).lines().map(Double::valueOf).forEach(into::add);
  }

  Spread bare() {
    return new Spread(bare);
  }

  Spread ruled() {
    return new Spread(ruled);
  }

  Spread direct() {
    return new Spread(direct);
  }

  Spread brokered() {
    return new Spread(brokered);
  }

  @Override
  public void close() throws IOException {
    try {
      unruled.close(bareWire);
      standard.close(wire);
      Mounts.unmount(Path.of(bareWire.namespace()));
      Mounts.unmount(Path.of(wire.namespace()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    range.close();
  }
}
