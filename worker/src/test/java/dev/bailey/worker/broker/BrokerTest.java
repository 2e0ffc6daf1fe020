package dev.bailey.worker.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Network.Destination;
import dev.bailey.job.resolve.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker on real sockets, with servers that note what reaches them. */
@Timeout(30)
class BrokerTest {
  private static final String NAME = "www.example.com";
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final long BUDGET = 100_000;
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(600));

  private final List<byte[]> reached = new CopyOnWriteArrayList<>();
  private final Map<String, List<IpAddress>> names = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private ServerSocket server;
  private Broker broker;
  private int port;

  @BeforeEach
  void setUp() throws IOException {
    server = new ServerSocket(0, 200, HERE);
    ServerSocket echoing = server;
    Thread.ofVirtual().start(() -> echo(echoing));
    names.put(NAME, List.of(address("127.0.0.1")));
    serve(SHORT);
  }

  private void serve(Patience patience) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.INET);
    door.bind(new InetSocketAddress(HERE, 0));
    port = door.socket().getLocalPort();
    Names looked =
        name -> {
          lookups.incrementAndGet();
          return names.getOrDefault(name.text(), List.of());
        };
    broker = Broker.serve(door, new Loopback(rules()), looked, patience);
  }

  private BrokerRules rules() {
    int to = server.getLocalPort();
    return BrokerRules.standard(
        new Network(
            Network.LISTED,
            List.of(
                Destination.brokered(NamePattern.parse(NAME).orElseThrow(), to, 0),
                Destination.brokered(
                    NamePattern.parse("budget.example.com").orElseThrow(), to, BUDGET)),
            List.of(),
            false,
            List.of()));
  }

  /** The rules that hold, but that the servers of this test may be on the loopback. */
  private record Loopback(BrokerRules rules) implements BrokerRules {
    @Override
    public OptionalInt destination(HostName name, int port) {
      return rules.destination(name, port);
    }

    @Override
    public boolean agrees(HostName asked, HostName said) {
      return rules.agrees(asked, said);
    }

    @Override
    public boolean leads(IpAddress address, int port, boolean own) {
      return address.text().equals("127.0.0.1") || rules.leads(address, port, own);
    }

    @Override
    public long budget(int number) {
      return rules.budget(number);
    }
  }

  @AfterEach
  void tearDown() throws IOException {
    broker.close();
    server.close();
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private void echo(ServerSocket echoing) {
    try {
      while (true) {
        Socket visitor = echoing.accept();
        Thread.ofVirtual().start(() -> answer(visitor));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void answer(Socket visitor) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (visitor) {
      byte[] buffer = new byte[8192];
      InputStream in = visitor.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
        visitor.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException gone) {
      // Visitors may leave as they like.
    }
    reached.add(all.toByteArray());
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(HERE, port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private boolean opens() throws IOException {
    try (Socket socket = connected()) {
      return socket.isConnected();
    } catch (java.net.ConnectException refused) {
      return false;
    }
  }

  private String head(String name, int to) {
    return "CONNECT %1$s:%2$d HTTP/1.1\r\nHost: %1$s:%2$d\r\n\r\n".formatted(name, to);
  }

  private String head(String name) {
    return head(name, server.getLocalPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder out = new StringBuilder();
    while (!out.toString().endsWith("\r\n\r\n")) {
      int read = socket.getInputStream().read();
      if (read < 0) {
        break;
      }
      out.append((char) read);
    }
    return out.toString().lines().findFirst().orElse("");
  }

  /** Opens a tunnel; the socket is in it. */
  private Socket tunnel(String name) throws IOException {
    Socket socket = connected();
    send(socket, head(name));
    assertThat(line(socket)).isEqualTo("HTTP/1.1 200 Connection established");
    return socket;
  }

  /** Whether a tunnel ends without an answer when this is said in it. */
  private boolean ends(String name, byte[] said) throws IOException {
    try (Socket socket = tunnel(name)) {
      socket.getOutputStream().write(said);
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private long refused(Refusal why) {
    return broker.end().refusals().getOrDefault(why, 0L);
  }

  /** What servers were sent; waits until the number of connections to them has ended. */
  private List<byte[]> reached(int connections) throws InterruptedException {
    for (int i = 0; i < 100 && reached.size() < connections; i++) {
      Thread.sleep(20);
    }
    return reached;
  }

  @Test
  void bytesPassBothWaysAndAreCounted() throws Exception {
    byte[] hello = Hello.real(NAME);
    byte[] more = new byte[50_000];
    new java.util.Random(1).nextBytes(more);
    try (Socket socket = tunnel(NAME)) {
      socket.getOutputStream().write(hello);
      socket.getOutputStream().write(more);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(Hello.joined(hello, more));
    }
    Account.Totals totals = broker.end();
    long all = (long) hello.length + more.length;
    assertThat(totals.sums())
        .containsOnly(Map.entry(1, new Account.Sum(1, all, all, List.of(address("127.0.0.1")))));
    assertThat(totals.refusals()).isEmpty();
    assertThat(lookups).hasValue(1);
  }

  @Test
  void aHelloMayComeWithTheRequest() throws Exception {
    byte[] hello = Hello.to(NAME).bytes();
    try (Socket socket = connected()) {
      socket
          .getOutputStream()
          .write(Hello.joined(head(NAME).getBytes(StandardCharsets.US_ASCII), hello));
      assertThat(line(socket)).contains(" 200 ");
      assertThat(socket.getInputStream().readNBytes(hello.length)).isEqualTo(hello);
    }
  }

  @Test
  void aHelloMayComeByteByByte() throws Exception {
    byte[] hello = Hello.to(NAME).bytes();
    try (Socket socket = tunnel(NAME)) {
      socket.setTcpNoDelay(true);
      for (byte one : hello) {
        socket.getOutputStream().write(one);
      }
      assertThat(socket.getInputStream().readNBytes(hello.length)).isEqualTo(hello);
    }
  }

  @Test
  void anotherNameInTheHelloReachesNobody() throws Exception {
    assertThat(ends(NAME, Hello.to("other.example.com").bytes())).isTrue();
    assertThat(reached(1)).allMatch(bytes -> bytes.length == 0);
    assertThat(refused(Refusal.OTHER_NAME)).isEqualTo(1);
  }

  @Test
  void noNameAndAHiddenNameReachNobody() throws Exception {
    assertThat(ends(NAME, new Hello().bytes())).isTrue();
    assertThat(ends(NAME, Hello.to(NAME).with(0xfe0d, new byte[9]).bytes())).isTrue();
    assertThat(reached(2)).hasSize(2).allMatch(bytes -> bytes.length == 0);
    Account.Totals totals = broker.end();
    assertThat(totals.refusals())
        .containsOnly(Map.entry(Refusal.NO_NAME, 1L), Map.entry(Refusal.HIDDEN_NAME, 1L));
    assertThat(totals.told())
        .contains(new Account.Refused(Refusal.NO_NAME, NAME + ":" + server.getLocalPort()));
  }

  @Test
  void aRequestInsideTheTunnelIsNoHello() throws Exception {
    assertThat(ends(NAME, head("other.example.com").getBytes(StandardCharsets.US_ASCII))).isTrue();
    assertThat(reached(1)).allMatch(bytes -> bytes.length == 0);
    assertThat(refused(Refusal.NOT_TLS)).isEqualTo(1);
  }

  @Test
  void requestsInARowAreOneRequestAndNoHello() throws Exception {
    try (Socket socket = connected()) {
      send(socket, head(NAME) + head("other.example.com"));
      assertThat(line(socket)).contains(" 200 ");
      assertThat(socket.getInputStream().read()).isNegative();
    }
    assertThat(reached(1)).allMatch(bytes -> bytes.length == 0);
  }

  @Test
  void whatIsNotListedIsRefusedBeforeItIsLookedUp() throws IOException {
    names.put("other.example.com", List.of(address("127.0.0.1")));
    for (String head :
        List.of(
            head("other.example.com"),
            head(NAME, 1),
            head("192.0.2.7"),
            "GET http://" + NAME + "/ HTTP/1.1\r\nHost: " + NAME + "\r\n\r\n")) {
      try (Socket socket = connected()) {
        send(socket, head);
        assertThat(line(socket)).containsAnyOf(" 403 ", " 405 ");
      }
    }
    assertThat(lookups).hasValue(0);
    assertThat(reached).isEmpty();
    assertThat(refused(Refusal.NOT_LISTED)).isEqualTo(3);
  }

  @Test
  void oneAddressInsideCondemnsAName() throws IOException {
    for (String inside : List.of("10.0.0.1", "169.254.169.254", "::1", "fd00::1")) {
      names.put(NAME, List.of(address("127.0.0.1"), address(inside)));
      try (Socket socket = connected()) {
        send(socket, head(NAME));
        assertThat(line(socket)).contains(" 403 ");
      }
    }
    assertThat(reached).isEmpty();
    assertThat(refused(Refusal.INSIDE)).isEqualTo(4);
  }

  @Test
  void aNameWithoutAddressAndASilentResolverAreTold() throws IOException {
    names.remove(NAME);
    try (Socket socket = connected()) {
      send(socket, head(NAME));
      assertThat(line(socket)).contains(" 502 ");
    }
    CountDownLatch never = new CountDownLatch(1);
    broker.close();
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.INET);
    door.bind(new InetSocketAddress(HERE, 0));
    port = door.socket().getLocalPort();
    Names silent =
        name -> {
          try {
            never.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    broker = Broker.serve(door, rules(), silent, SHORT);
    try (Socket socket = connected()) {
      send(socket, head(NAME));
      assertThat(line(socket)).contains(" 502 ");
    }
    assertThat(refused(Refusal.NO_ADDRESS)).isEqualTo(1);
  }

  @Test
  void theNextAddressIsTriedAndNothingIsLookedUpAgain() throws IOException {
    names.put(NAME, List.of(address("127.0.0.1")));
    int closed = server.getLocalPort();
    server.close();
    try (Socket socket = connected()) {
      send(socket, head(NAME, closed));
      assertThat(line(socket)).contains(" 502 ");
    }
    assertThat(lookups).hasValue(1);
    assertThat(refused(Refusal.UNREACHABLE)).isEqualTo(1);
  }

  @Test
  void aBudgetEndsTheConnectionAndLetsNoOtherBegin() throws Exception {
    String name = "budget.example.com";
    names.put(name, List.of(address("127.0.0.1")));
    byte[] hello = Hello.to(name).bytes();
    try (Socket socket = tunnel(name)) {
      socket.getOutputStream().write(hello);
      assertThat(socket.getInputStream().readNBytes(hello.length)).isEqualTo(hello);
      byte[] block = new byte[1000];
      boolean ended = false;
      for (int i = 0; i < 1000 && !ended; i++) {
        try {
          socket.getOutputStream().write(block);
          ended = socket.getInputStream().readNBytes(block.length).length < block.length;
        } catch (IOException reset) {
          ended = true;
        }
      }
      assertThat(ended).isTrue();
    }
    try (Socket socket = tunnelOrRefusal(name)) {
      assertThat(socket.isClosed()).isFalse();
    }
    Account.Totals totals = broker.end();
    Account.Sum sum = totals.sums().getOrDefault(2, Account.Sum.NONE);
    assertThat(sum.sent() + sum.received()).isBetween(BUDGET - 2000, BUDGET);
    assertThat(totals.refusals().getOrDefault(Refusal.BUDGET, 0L)).isPositive();
  }

  /** A little of the budget may be left: then the first bytes are what ends it. */
  private Socket tunnelOrRefusal(String name) throws IOException {
    Socket socket = connected();
    send(socket, head(name));
    String answer = line(socket);
    if (answer.contains(" 200 ")) {
      socket.getOutputStream().write(Hello.to(name).with(21, new byte[2000]).bytes());
      try {
        assertThat(socket.getInputStream().read()).isNegative();
      } catch (IOException reset) {
        assertThat(reset).isNotNull();
      }
    } else {
      assertThat(answer).contains(" 403 ");
    }
    return socket;
  }

  @Test
  void aSlowAndALargeRequestEnd() throws IOException {
    try (Socket large = connected()) {
      send(large, "CONNECT " + "a".repeat(20_000));
      assertThat(line(large)).contains(" 431 ");
    }
    try (Socket slow = connected()) {
      send(slow, "CONNECT ");
      assertThat(line(slow)).contains(" 408 ");
    }
  }

  @Test
  void aSilentTunnelEnds() throws Exception {
    byte[] hello = Hello.to(NAME).bytes();
    try (Socket before = tunnel(NAME)) {
      assertThat(before.getInputStream().read()).isNegative();
    }
    try (Socket after = tunnel(NAME)) {
      after.getOutputStream().write(hello);
      assertThat(after.getInputStream().readNBytes(hello.length)).hasSize(hello.length);
      try {
        assertThat(after.getInputStream().read()).isNegative();
      } catch (IOException reset) {
        assertThat(reset).isNotNull();
      }
    }
  }

  @Test
  void aBusyDirectionKeepsTheQuietOneOpen() throws Exception {
    try (ServerSocket talker = new ServerSocket(0, 1, HERE)) {
      server.close();
      server = talker;
      broker.close();
      serve(SHORT);
      Thread.ofVirtual()
          .start(() -> {
            try (Socket visitor = talker.accept()) {
              for (int i = 0; i < 20; i++) {
                visitor.getOutputStream().write(i);
                Thread.sleep(100);
              }
            } catch (IOException | InterruptedException gone) {
              // Then the test says what was missing.
            }
          });
      try (Socket socket = tunnel(NAME)) {
        socket.getOutputStream().write(Hello.to(NAME).bytes());
        assertThat(socket.getInputStream().readAllBytes()).hasSize(20);
      } catch (java.net.SocketException reset) {
        throw new AssertionError("the tunnel ended early", reset);
      }
    }
  }

  @Test
  void moreThanThereIsRoomForWait() throws Exception {
    broker.close();
    serve(Patience.USUAL);
    List<Socket> idle = new ArrayList<>();
    try (Socket last = new Socket()) {
      for (int i = 0; i < Broker.MAX_CONNECTIONS; i++) {
        idle.add(connected());
      }
      last.connect(new InetSocketAddress(HERE, port));
      send(last, head(NAME));
      last.setSoTimeout(300);
      assertThatThrownBy(() -> last.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      idle.getFirst().close();
      last.setSoTimeout(10_000);
      assertThat(line(last)).contains(" 200 ");
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void theEndOfTheBrokerIsTheEndOfEverything() throws Exception {
    byte[] hello = Hello.to(NAME).bytes();
    try (Socket socket = tunnel(NAME)) {
      socket.getOutputStream().write(hello);
      assertThat(socket.getInputStream().readNBytes(hello.length)).hasSize(hello.length);
      broker.close();
      try {
        assertThat(socket.getInputStream().read()).isNegative();
      } catch (IOException reset) {
        assertThat(reset).isNotNull();
      }
    }
    // The kernel keeps the door until the broker's thread has left it.
    for (int i = 0; i < 50 && opens(); i++) {
      Thread.sleep(100);
    }
    assertThatThrownBy(this::connected).isInstanceOf(java.net.ConnectException.class);
    assertThat(broker.serves()).isFalse();
  }
}
