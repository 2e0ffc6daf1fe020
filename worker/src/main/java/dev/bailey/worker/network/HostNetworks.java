package dev.bailey.worker.network;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.Pools;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.NetNamespace;
import dev.bailey.sys.Netfilter;
import dev.bailey.sys.SpareNamespace;
import dev.bailey.sys.SysException;
import dev.bailey.worker.broker.Account;
import dev.bailey.worker.broker.Brokers;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Networks by the kernel's namespaces and packet filter. The namespace belongs to the host, so that
 * nobody in a container has a right over its rules, and is kept at a file of the attempt, so that
 * it goes with the attempt's mounts. With its last user go its end of the wire, the host's end, and
 * the rules.
 */
public final class HostNetworks implements Networks {
  private final Optional<String> unfit;
  private final RuleBook rules;
  private final Brokers brokers;
  private final Spares spares;

  /** Wires that this agent made and of which the host's rules say nothing. */
  private final Set<String> alone = ConcurrentHashMap.newKeySet();

  private final Unchanged<Optional<Listing>> host = new Unchanged<>(Optional.empty());
  private final Map<Wire, Unchanged<Inside>> jobs = new ConcurrentHashMap<>();

  public HostNetworks(RuleBook rules) {
    this(rules, Brokers.ofHost());
  }

  /** Opens none, for this reason; what an earlier agent opened is closed by it all the same. */
  public static HostNetworks none(String reason) {
    return new HostNetworks(RuleBook.standard(), Brokers.ofHost(), Optional.of(reason));
  }

  /**
   * @param brokers that lead jobs out by name
   */
  public HostNetworks(RuleBook rules, Brokers brokers) {
    this(rules, brokers, Optional.empty());
  }

  private HostNetworks(RuleBook rules, Brokers brokers, Optional<String> unfit) {
    this.unfit = unfit;
    this.rules = rules;
    this.brokers = brokers;
    this.spares = new Spares(rules.closed());
  }

  @Override
  public RuleBook rules() {
    return rules;
  }

  /** Why this host cannot give jobs addresses of these pools; empty if it can. */
  public static Optional<String> conflict(Pools pools) {
    try {
      return Neighbourhood.ofHost().conflict(pools, true);
    } catch (IOException unreadable) {
      return Optional.of(String.valueOf(unreadable.getMessage()));
    }
  }

  @Override
  public Optional<String> open(Network network, Wire wire) throws InterruptedException {
    Path namespace = Path.of(wire.namespace());
    try {
      Optional<String> stuck = stuck(wire);
      if (stuck.isPresent()) {
        return stuck;
      }
      Files.createFile(namespace);
      try (SpareNamespace spare = spares.take()) {
        spare.keep(namespace, wire.six());
      }
      return Optional.empty();
    } catch (IOException | SysException failed) {
      return Optional.of("the network cannot be made: " + failed.getMessage());
    }
  }

  @Override
  public Optional<String> connect(Network network, Wire wire) throws InterruptedException {
    try {
      alone.remove(wire.device());
      Optional<String> problem = Commands.in(wire).load(rules.inside(network, wire));
      if (problem.isEmpty()) {
        Commands.wire(wire);
        problem = outside(network, wire);
      }
      // Until the host's end is up, which comes last, nothing passes.
      if (problem.isEmpty()) {
        hostEnd(wire);
      }
      if (problem.isEmpty() && network.brokered()) {
        problem = brokers.open(network, wire);
      }
      if (problem.isEmpty()) {
        inside(network, wire);
      }
      return problem;
    } catch (IOException | SysException failed) {
      return Optional.of("the network cannot be connected: " + failed.getMessage());
    }
  }

  /**
   * Addresses that others have would lead to the job, and a host that passes nothing on would leave
   * the job alone with its rules.
   */
  private Optional<String> stuck(Wire wire) throws IOException {
    Optional<String> taken =
        unfit.isPresent() ? unfit : Neighbourhood.ofHost().conflict(rules.pools(), wire.six());
    if (taken.isPresent()) {
      return taken;
    }
    if (!on(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return Optional.of(
          "this host does not pass packets on between its interfaces: bailey doctor --fix");
    }
    return wire.six() && !on(Path.of("/proc/sys/net/ipv6/conf/all/forwarding"))
        ? Optional.of(
            "this host does not pass IPv6 packets on between its interfaces:"
                + " sysctl net.ipv6.conf.all.forwarding=1")
        : Optional.empty();
  }

  private static boolean on(Path setting) throws IOException {
    return Files.exists(setting) && Files.readString(setting).strip().equals("1");
  }

  private static void hostEnd(Wire wire) throws IOException {
    if (!wire.six()) {
      NetNamespace.withoutSix(wire.device());
    }
    Commands.hostEnd(wire);
  }

  /**
   * Rules that stand already are not loaded again: a change has to wait until no packet is looked
   * at by the old ones, a look has not.
   */
  private Optional<String> outside(Network network, Wire wire)
      throws IOException, InterruptedException {
    Optional<Listing> listed = host.get(HostNetworks::listed);
    List<OutsideRules.Entry> entries = entries(network, wire);
    List<Json> commands =
        new ArrayList<>(differences(listed).isEmpty() ? List.of() : rules.outside());
    entries.forEach(entry -> commands.add(entry.command("add")));
    if (entries.isEmpty() && entriesOf(wire, listed).isEmpty()) {
      alone.add(wire.device());
    }
    return commands.isEmpty() ? Optional.empty() : Commands.HOST.load(commands);
  }

  private List<String> differences(Optional<Listing> listed) {
    Listing decided = Listing.of(added(rules.outside()));
    return listed
        .map(l -> decided.withoutElements().differences(l.withoutElements()))
        .orElse(List.of("none can be read"));
  }

  private static List<OutsideRules.Entry> entriesOf(Wire wire, Optional<Listing> listed) {
    return listed.map(l -> l.entriesOf(wire.device())).orElse(List.of());
  }

  private static List<OutsideRules.Entry> entries(Network network, Wire wire) {
    Set<IpAddress> own = own();
    return OutsideRules.entries(network, wire, address -> own.contains(address.base()));
  }

  private static Set<IpAddress> own() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(IpAddress::of)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException unreadable) {
      return Set.of();
    }
  }

  @Override
  public Seen look(Network network, Wire wire, long pid) throws InterruptedException {
    List<String> mismatches = new ArrayList<>();
    long prepared = inode(Path.of(wire.namespace()));
    long seen = inode(Path.of("/proc", Long.toString(pid), "ns", "net"));
    if (prepared < 0 || prepared != seen) {
      mismatches.add(
          "the network namespace is number " + seen + ", the one that was prepared is " + prepared);
    }
    Inside found = inside(network, wire);
    if (!found.differences().isEmpty()) {
      mismatches.add(
          "the rules of the network are not those decided: "
              + String.join(", ", found.differences()));
    }
    outside(network, wire, host.get(HostNetworks::listed), mismatches);
    if (network.brokered() && !brokers.serves(wire)) {
      mismatches.add("the broker that was decided does not serve");
    }
    return new Seen(
        Json.object()
            .put("namespace", seen)
            .put("prepared", prepared)
            .put("rules_sha256", found.digest())
            .build(),
        mismatches);
  }

  private static long inode(Path file) {
    try {
      return NetNamespace.inode(file);
    } catch (IOException gone) {
      return -1;
    }
  }

  /** What the rules in a namespace are, and in what they are not as decided. */
  private record Inside(String digest, List<String> differences) {}

  private Inside inside(Network network, Wire wire) throws InterruptedException {
    return jobs.computeIfAbsent(wire, w -> new Unchanged<>(Optional.of(Path.of(w.namespace()))))
        .get(() -> {
          Optional<Listing> listed = Commands.in(wire).list("ruleset").flatMap(Listing::parse);
          String digest = listed.map(l -> l.digest().hex()).orElse("");
          return digest.equals(wire.rules())
              ? new Inside(digest, List.of())
              : new Inside(digest, unlike(listed, network, wire));
        });
  }

  /** Names what differs, for people; never empty. */
  private List<String> unlike(Optional<Listing> listed, Network network, Wire wire) {
    List<String> differences =
        listed
            .map(Listing.of(rules.inside(network, wire))::differences)
            .orElse(List.of("none can be read"));
    return differences.isEmpty() ? List.of("the digest that was decided") : differences;
  }

  private void outside(
      Network network, Wire wire, Optional<Listing> listed, List<String> mismatches) {
    List<String> differences = differences(listed);
    if (!differences.isEmpty()) {
      mismatches.add(
          "the host's rules for jobs are not those decided: " + String.join(", ", differences));
    }
    Set<OutsideRules.Entry> wanted = Set.copyOf(entries(network, wire));
    Set<OutsideRules.Entry> found = Set.copyOf(entriesOf(wire, listed));
    if (!wanted.equals(found)) {
      mismatches.add("the host's rules for this job are " + found + ", decided was " + wanted);
    }
  }

  private static List<Json> added(List<Json> commands) {
    return commands.stream().filter(c -> ((Json.Obj) c).get("add").isPresent()).toList();
  }

  @Override
  public Optional<Readings> flows(Wire wire) throws InterruptedException {
    Optional<Account.Totals> broker = brokers.end(wire);
    return counters(wire)
        .filter(counters -> counters.containsKey(InsideRules.REFUSED))
        .map(counters -> new Readings(counters, broker));
  }

  private static Optional<Map<String, Flow>> counters(Wire wire) throws InterruptedException {
    try {
      Netfilter.Counts counts =
          Netfilter.counts(
              Path.of(wire.namespace()),
              InsideRules.TABLE,
              List.of(InsideRules.SENT, InsideRules.RECEIVED));
      Map<String, Flow> all = new HashMap<>();
      counts.named().forEach((name, count) -> all.put(name, flow(count)));
      counts
          .elements()
          .forEach((set, marks) ->
              marks.forEach((mark, count) ->
                  all.put(InsideRules.by(set.equals(InsideRules.SENT), mark), flow(count))));
      return Optional.of(all);
    } catch (IOException | SysException gone) {
      return Optional.empty();
    }
  }

  private static Flow flow(Netfilter.Count count) {
    return new Flow(count.packets(), count.bytes());
  }

  @Override
  public Optional<Visits> visits(Network network, Wire wire, long pid) throws InterruptedException {
    Optional<Map<String, Flow>> counters = counters(wire);
    if (counters.isEmpty()) {
      return Optional.empty();
    }
    long connections = 0;
    long datagrams = 0;
    for (int i = 1; i <= network.inbound().size(); i++) {
      boolean tcp = network.inbound().get(i - 1).protocol() == Protocol.TCP;
      String counter = tcp ? InsideRules.visits(i) : InsideRules.port(false, i);
      long count = counters.get().getOrDefault(counter, Flow.NONE).packets();
      connections += tcp ? count : 0;
      datagrams += tcp ? 0 : count;
    }
    try {
      int open = OpenSockets.count(Path.of("/proc", Long.toString(pid)), network, wire);
      return Optional.of(new Visits(connections, datagrams, open));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void close(Wire wire) throws IOException, InterruptedException {
    brokers.forget(wire);
    jobs.remove(wire);
    spares.refill();
    if (alone.remove(wire.device())) {
      return;
    }
    List<Json> commands =
        entriesOf(wire, host.get(HostNetworks::listed)).stream()
            .map(entry -> entry.command("delete"))
            .toList();
    Optional<String> problem = commands.isEmpty() ? Optional.empty() : Commands.HOST.load(commands);
    if (problem.isPresent()) {
      throw new IOException("the host's rules for the job stay: " + problem.get());
    }
  }

  private static Optional<Listing> listed() throws InterruptedException {
    return Commands.HOST
        .list("table " + OutsideRules.FAMILY + " " + OutsideRules.TABLE)
        .flatMap(Listing::parse);
  }
}
