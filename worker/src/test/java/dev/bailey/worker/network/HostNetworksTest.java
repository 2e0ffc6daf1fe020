package dev.bailey.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Pools;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.JobIds;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Network.Destination;
import dev.bailey.job.plan.Network.Inbound;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.Digest;
import dev.bailey.sys.Mounts;
import dev.bailey.sys.NetNamespace;
import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import dev.bailey.worker.broker.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real namespaces: what is read back is what was decided, and a change is seen. */
@Tag("container")
class HostNetworksTest {
  private static final int PATIENCE_MILLIS = 3000;

  /** Of the last range, which no attempt gets. */
  private static final long IDS = JobIds.KEPT;

  private final HostNetworks networks = new HostNetworks(RuleBook.standard());
  @TempDir Path dir;
  private Path namespace = Path.of("/");

  private static final List<Path> FORWARDING =
      List.of(
          Path.of("/proc/sys/net/ipv4/ip_forward"),
          Path.of("/proc/sys/net/ipv6/conf/all/forwarding"));

  private static final List<String> BEFORE = new ArrayList<>();

  @BeforeAll
  static void forward() throws IOException {
    for (Path setting : FORWARDING) {
      BEFORE.add(Files.readString(setting).strip());
      Files.writeString(setting, "1");
    }
  }

  @AfterAll
  static void asBefore() throws IOException {
    for (int i = 0; i < BEFORE.size(); i++) {
      Files.writeString(FORWARDING.get(i), BEFORE.get(i));
    }
  }

  @BeforeEach
  void setUp() {
    namespace = dir.resolve("n");
  }

  @AfterEach
  void tearDown() {
    Mounts.unmount(namespace);
  }

  private static Destination to(String host, int port, Protocol protocol, long budget) {
    return new Destination(host, port, protocol, List.of(Subnet.known(host)), budget);
  }

  private static Network network(List<Destination> to, List<Subnet> blocked, List<Inbound> in) {
    return new Network(Network.LISTED, to, blocked, false, in);
  }

  private void opened(Network network, Wire wire) throws InterruptedException {
    assertThat(networks.open(network, wire)).isEmpty();
    assertThat(networks.connect(network, wire)).isEmpty();
  }

  private static Destination brokered() {
    return Destination.brokered(NamePattern.parse("*.example.com").orElseThrow(), 443, 1000);
  }

  private static Network rich() {
    return network(
        List.of(
            to("10.99.0.2", 8080, Protocol.TCP, 0),
            to("10.99.0.2", 53, Protocol.UDP, 1000),
            to("10.98.0.0/16", 443, Protocol.TCP, 5_000_000),
            to("1.0.0.0/8", 443, Protocol.TCP, 0),
            to("2001:db8::7", 443, Protocol.TCP, 0),
            to("2000::/3", 53, Protocol.UDP, 0),
            new Destination(
                "a.example",
                443,
                Protocol.TCP,
                List.of(Subnet.known("1.1.1.1"), Subnet.known("10.99.0.2")),
                0)),
        List.of(
            Subnet.known("10.99.9.0/24"),
            Subnet.known("10.99.9.9"),
            Subnet.known("fd00:1::/32"),
            Subnet.known("10.99.8.1")),
        List.of(
            new Inbound("ui", 8888, Protocol.TCP, true, List.of(Subnet.known("10.97.0.0/16"))),
            new Inbound("n", 53, Protocol.UDP, false, List.of(Subnet.known("2001:db8::/32")))));
  }

  private static Network hundred() {
    List<Destination> all = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      all.add(to("10.99.1." + i, 8080, Protocol.TCP, 0));
    }
    return network(all, List.of(), List.of());
  }

  static Stream<Network> all() {
    return Stream.of(
        rich(),
        hundred(),
        network(List.of(to("1.1.1.1", 443, Protocol.TCP, 0)), List.of(), List.of()),
        network(List.of(to("::/0", 443, Protocol.TCP, 1)), List.of(), List.of()),
        network(List.of(brokered(), to("1.1.1.1", 443, Protocol.TCP, 5)), List.of(), List.of()),
        network(
            List.of(), List.of(), List.of(new Inbound("ui", 8888, Protocol.TCP, true, List.of()))));
  }

  private static String run(String... command) throws InterruptedException {
    List<String> found = new ArrayList<>(List.of(command));
    found.set(0, Processes.find(command[0]));
    return run(found);
  }

  private String inside(String... command) throws InterruptedException {
    List<String> found = new ArrayList<>(List.of(command));
    found.set(0, Processes.find(command[0]));
    return run(entering(found));
  }

  private List<String> entering(List<String> command) {
    List<String> all = new ArrayList<>(List.of(Processes.find("nsenter"), "--net=" + namespace));
    all.addAll(command);
    return all;
  }

  private static String run(List<String> command) throws InterruptedException {
    return Processes.run(command, Map.of(), new byte[0], 1 << 20, Duration.ofSeconds(10))
            instanceof ProcessResult.Exited done
        ? done.stdout() + done.stderr()
        : "no end";
  }

  /** A process in the namespace that does nothing; when it has spoken it is there. */
  private Process sleeper() throws IOException {
    Process process =
        new ProcessBuilder(entering(List.of("/bin/sh", "-c", "echo; exec sleep 60"))).start();
    assertThat(process.getInputStream().read()).isEqualTo('\n');
    return process;
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsThereIsWhatWasDecided(Network network) throws Exception {
    Wire wire = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, wire);
    Process sleeper = sleeper();
    try {
      Networks.Seen seen = networks.look(network, wire, sleeper.pid());
      assertThat(seen.mismatches()).isEmpty();
      assertThat(seen.observed().text("rules_sha256")).contains(wire.rules());
      assertThat(networks.look(network, withRules(wire, Digest.NONE), sleeper.pid()).mismatches())
          .as("another digest was decided")
          .hasSize(1);
    } finally {
      sleeper.destroyForcibly().waitFor();
    }
    assertThat(networks.flows(wire)).isPresent();
    networks.close(wire);
    networks.close(wire);
    assertThat(run("nft", "list", "table", "inet", "bailey")).doesNotContain(wire.device() + "\"");
    Mounts.unmount(namespace);
    gone(wire);
  }

  private static Wire withRules(Wire wire, Digest rules) {
    return new Wire(
        wire.namespace(),
        wire.device(),
        wire.host(),
        wire.job(),
        wire.hostSix(),
        wire.jobSix(),
        rules.hex());
  }

  private static void gone(Wire wire) throws InterruptedException {
    for (int i = 0; Files.exists(Path.of("/sys/class/net", wire.device())); i++) {
      assertThat(i).as("the interface stays").isLessThan(500);
      Thread.sleep(10);
    }
  }

  /** The first is made when it is asked for, the others were made before. */
  @Test
  void untilItIsConnectedNothingPasses() throws Exception {
    Network network = rich();
    for (int i = 0; i < 4; i++) {
      Wire wire = Wires.of(network, namespace, IDS, networks.rules());
      assertThat(networks.open(network, wire)).isEmpty();
      assertThat(inside("ip", "-o", "link").lines()).hasSize(1);
      assertThat(inside("nft", "list", "ruleset").lines().filter(l -> l.contains("policy drop")))
          .hasSize(3);
      inside("ip", "link", "set", "lo", "up");
      assertThat(inside("bash", "-c", "echo > /dev/udp/127.0.0.1/9")).contains("not permitted");
      assertThat(inside("bash", "-c", "echo > /dev/udp/::1/9")).contains("not permitted");
      assertThat(networks.connect(network, wire)).isEmpty();
      networks.close(wire);
      Mounts.unmount(namespace);
      gone(wire);
      Files.delete(namespace);
    }
    Files.createFile(namespace);
  }

  @Test
  void aChangeIsSeen() throws Exception {
    Network network = rich();
    Wire wire = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, wire);
    Process sleeper = sleeper();
    long pid = sleeper.pid();
    try {
      assertThat(networks.look(network, wire, ProcessHandle.current().pid()).mismatches())
          .singleElement()
          .asString()
          .contains("namespace is number");
      inside("nft", "add", "element", "inet", "job", "blocked4", "{", "1.2.3.4", "}");
      assertThat(networks.look(network, wire, pid).mismatches())
          .singleElement()
          .asString()
          .contains("set inet job blocked4");
      inside("nft", "flush", "chain", "inet", "job", "output");
      assertThat(networks.look(network, wire, pid).mismatches().getFirst())
          .contains("rules of inet job output");
      inside("nft", "add", "table", "inet", "other");
      assertThat(networks.look(network, wire, pid).mismatches().getFirst())
          .contains("table inet  other");
    } finally {
      sleeper.destroyForcibly().waitFor();
      networks.close(wire);
    }
  }

  /** Another's rules have changed as often as those that were read when the network was made. */
  @Test
  void anotherNamespaceInItsPlaceIsSeen() throws Exception {
    Network network = network(List.of(to("1.1.1.1", 443, Protocol.TCP, 0)), List.of(), List.of());
    Wire wire = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, wire);
    Path foreign = dir.resolve("foreign");
    Wire other = Wires.of(hundred(), foreign, IDS - JobIds.PER_ATTEMPT, networks.rules());
    opened(hundred(), other);
    Mounts.unmount(namespace);
    assertThat(run("mount", "--bind", foreign.toString(), namespace.toString())).isEmpty();
    Process sleeper = sleeper();
    try {
      assertThat(networks.look(network, wire, sleeper.pid()).mismatches())
          .singleElement()
          .asString()
          .contains("rules of the network are not those decided");
    } finally {
      sleeper.destroyForcibly().waitFor();
      networks.close(wire);
      networks.close(other);
      Mounts.unmount(foreign);
    }
  }

  @Test
  void withoutDestinationsInItThereIsNoIpv6() throws Exception {
    Network network = network(List.of(to("1.1.1.1", 443, Protocol.TCP, 0)), List.of(), List.of());
    Wire wire = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, wire);
    assertThat(inside("ip", "-6", "addr")).isBlank();
    assertThat(run("ip", "-6", "addr", "show", "dev", wire.device())).isBlank();
  }

  /** What a process in the namespace is told by the broker. */
  private String asked(String request) throws Exception {
    return inside(
        "bash",
        "-c",
        "exec 3<>/dev/tcp/127.0.0.1/3128 && printf '"
            + request
            + "' >&3 && head -1 <&3 || echo none");
  }

  @Test
  void theBrokerIsInTheNamespaceAndNowhereElse() throws Exception {
    Network network = network(List.of(brokered()), List.of(), List.of());
    Wire wire = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, wire);
    String request = "CONNECT a.example.org:443 HTTP/1.0\\r\\n\\r\\n";
    assertThat(asked(request)).contains("403");
    try (Socket outside = new Socket()) {
      InetSocketAddress door = new InetSocketAddress(wire.job(), Network.BROKER_PORT);
      assertThatThrownBy(() -> outside.connect(door, PATIENCE_MILLIS))
          .isInstanceOf(IOException.class);
    }
    long host = NetNamespace.inode(Path.of("/proc/self/ns/net"));
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        if (Files.exists(thread.resolve("ns/net"))) {
          assertThat(NetNamespace.inode(thread.resolve("ns/net"))).isEqualTo(host);
        }
      }
    }
    Readings readings = networks.flows(wire).orElseThrow();
    assertThat(readings.flow(InsideRules.TO_BROKER).bytes()).isGreaterThan(40);
    assertThat(readings.broker().orElseThrow().refusals())
        .containsOnly(Map.entry(Refusal.NOT_LISTED, 1L));
    assertThat(asked(request)).contains("none");
    networks.close(wire);
    Mounts.unmount(namespace);
    gone(wire);
  }

  /** The interface of a test before goes some time after its namespace. */
  private static void free(Pools pools) throws InterruptedException {
    for (int i = 0; i < 100 && HostNetworks.conflict(pools).isPresent(); i++) {
      Thread.sleep(100);
    }
  }

  /** The owner's pools are those of the wire and of the rules, and no two hold at a time. */
  @Test
  void anotherPoolIsUsedThroughoutAndOnlyWhenTheFirstIsFree() throws Exception {
    Network network = rich();
    Pools pools = new Pools(Subnet.known("172.29.64.0/18"), Subnet.known("fd3a:11::/64"));
    free(pools);
    HostNetworks others = new HostNetworks(RuleBook.standard(pools));
    Wire wire = Wires.of(network, namespace, IDS, others.rules());
    assertThat(wire.host()).startsWith("172.29.");
    assertThat(wire.jobSix()).startsWith("fd3a:11::");
    assertThat(others.open(network, wire)).isEmpty();
    assertThat(others.connect(network, wire)).isEmpty();
    Wire usual =
        Wires.of(network, dir.resolve("usual"), IDS - JobIds.PER_ATTEMPT, RuleBook.standard());
    Process sleeper = sleeper();
    try {
      assertThat(others.look(network, wire, sleeper.pid()).mismatches()).isEmpty();
      assertThat(run("nft", "list", "table", "inet", "bailey"))
          .contains("172.29.64.0/18", "fd3a:11::/64")
          .doesNotContain("10.213.64.0");
      assertThat(networks.open(network, usual).orElseThrow())
          .contains("a job still has", wire.device(), "is the pool now");
    } finally {
      sleeper.destroyForcibly().waitFor();
      others.close(wire);
      Mounts.unmount(namespace);
      gone(wire);
    }
    Files.deleteIfExists(namespace);
    Wire again = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, again);
    assertThat(run("nft", "list", "table", "inet", "bailey"))
        .contains("10.213.64.0/18")
        .doesNotContain("172.29.64.0");
    networks.close(again);
    Mounts.unmount(namespace);
    gone(again);
  }

  @Test
  void whatTheHostHasIsNoPool() throws Exception {
    Pools pools = new Pools(Subnet.known("172.29.0.0/16"), Subnet.known("fd3a:11::/48"));
    HostNetworks others = new HostNetworks(RuleBook.standard(pools));
    Network network = rich();
    Wire wire = Wires.of(network, namespace, IDS, others.rules());
    List<List<String>> taken =
        List.of(
            List.of("-4", "route", "%s", "blackhole", "172.29.7.0/24"),
            List.of("-4", "route", "%s", "172.16.0.0/12", "dev", "lo"),
            List.of("-6", "route", "%s", "blackhole", "fd3a:11:0:9::/64"),
            List.of("-4", "address", "%s", "172.29.200.1/32", "dev", "lo"));
    free(pools);
    for (List<String> one : taken) {
      assertThat(HostNetworks.conflict(pools)).isEmpty();
      assertThat(ip(one, "add")).isEmpty();
      try {
        assertThat(HostNetworks.conflict(pools).orElseThrow()).contains("meets", "job_addresses");
        assertThat(others.open(network, wire).orElseThrow()).contains("name another pool");
        assertThat(namespace).doesNotExist();
      } finally {
        assertThat(ip(one, "del")).isEmpty();
      }
    }
    assertThat(HostNetworks.none("the file is wrong").open(network, wire))
        .contains("the file is wrong");
    Files.createFile(namespace);
  }

  private static String ip(List<String> command, String verb) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("ip"));
    command.forEach(word -> all.add(word.formatted(verb)));
    return run(all.toArray(String[]::new));
  }

  @Test
  void anotherAgentsBrokerIsMissed() throws Exception {
    Network network = network(List.of(brokered()), List.of(), List.of());
    Wire wire = Wires.of(network, namespace, IDS, networks.rules());
    opened(network, wire);
    HostNetworks later = new HostNetworks(RuleBook.standard());
    Process sleeper = sleeper();
    try {
      assertThat(later.look(network, wire, sleeper.pid()).mismatches())
          .containsExactly("the broker that was decided does not serve");
      assertThat(later.flows(wire).orElseThrow().broker()).isEmpty();
    } finally {
      sleeper.destroyForcibly().waitFor();
      networks.close(wire);
    }
  }
}
