package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a hostile job tries, each with a control: the same job where one wall is left out, so that
 * an attack that never worked cannot pass for a wall.
 */
class NetworkAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static Range range;
  private static Yard yard;

  /** A service of this host, at all of its addresses. */
  private static ServerSocket service;

  @TempDir static Path dir;

  @BeforeAll
  static void setUp() throws Exception {
    range = Range.open();
    yard = Yard.open(dir);
    service = new ServerSocket(0, 50, InetAddress.getByName("::"));
    Thread.ofPlatform().daemon().start(NetworkAttackTest::serve);
  }

  @AfterAll
  static void tearDown() throws IOException {
    service.close();
    yard.close();
    range.close();
  }

  private static void serve() {
    try {
      while (true) {
        try (Socket visitor = service.accept()) {
          visitor.getOutputStream().write('x');
        }
      }
    } catch (IOException closed) {
      // The end of the tests.
    }
  }

  private static String list(String... endpoints) {
    return "network:\n  mode: allow-list\n  allowed_endpoints: ['"
        + String.join("', '", endpoints)
        + "']\n";
  }

  /** What a job says that has this network, where one wall is left out. */
  private static String said(Wall without, String network, String python) throws IOException {
    yard.agent(without, "");
    range.forget();
    Bailey.Ran ran = yard.run(network, python);
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran.out();
  }

  @Attack(
      value = "N1",
      tries = "packets in the first instants of a container",
      control = "the rules come before the container")
  void n1TheFirstPackets() throws IOException {
    String network = list("10.99.0.2:8080");
    String attack = "print('first', tcp('10.99.0.3', 8080), udp('10.99.0.3', 5353))";
    assertThat(said(Wall.NONE, network, attack)).contains("first refused refused");
    assertThat(range.seen()).isEmpty();
    assertThat(said(Wall.BEFORE, network, attack)).contains("first 1 ");
    assertThat(range.sees("tcp 10.99.0.3 8080")).isTrue();
    assertThat(range.sees("udp 5353")).isTrue();
  }

  @Attack(
      value = "N2",
      tries = "IPv6 addresses, mapped, tunnelled and link-local ones",
      control = "what is not listed is dropped")
  void n2Ipv6InAnyDisguise() throws IOException {
    String attack =
        """
        disguises = ['fd99:a::3', 'fd99:a::1', '::ffff:10.99.0.3', '::10.99.0.3', 'fe80::1%eth0',
                     'ff02::1%eth0', '2002:a63:3::1', '64:ff9b::a63:3', '2001:0:a63:3::']
        print('tcp', set(tcp(d, 8080) for d in disguises))
        print('udp', set(udp(d, 8080) for d in disguises))
        print('other port', tcp('fd99:a::2', 8081), udp('fd99:a::2', 443))
        print('listed', tcp('fd99:a::2', 8080))
        """;
    assertThat(said(Wall.NONE, list("10.99.0.2:8080"), attack))
        .contains("tcp {'refused'}", "udp {'refused'}", "listed refused");
    assertThat(range.seen()).isEmpty();
    assertThat(said(Wall.NONE, list("[fd99:a::2]:8080"), attack))
        .contains("tcp {'refused'}", "udp {'refused'}", "other port refused refused", "listed 1");
    assertThat(range.seen()).containsOnly("tcp fd99:a:0:0:0:0:0:2 8080");
    assertThat(said(Wall.DEFAULT, list("[fd99:a::2]:8080"), attack)).contains("other port 1 ");
    assertThat(range.sees("udp 443")).isTrue();
    assertThat(range.seen()).contains("tcp fd99:a:0:0:0:0:0:3 8080", "tcp 10.99.0.3 8080");
  }

  @Attack(
      value = {"N2", "N10"},
      tries = "packets with the source address of another job",
      control = "only its own source address")
  void n2AnotherJobsAddressAsSource() throws IOException {
    String network = list("[fd99:a::2]:8080/udp");
    String attack =
        """
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as s:
            s.setsockopt(socket.IPPROTO_IPV6, 78, 1)
            s.bind(('fdb1:3a7c:90e2::dead', 0))
            try: print('sent', s.sendto(b'x', ('fd99:a::2', 8080)))
            except OSError: print('sent nothing')
        """;
    said(Wall.NONE, network, attack);
    assertThat(range.seen()).isEmpty();
    assertThat(said(Wall.SOURCE, network, attack)).contains("sent 1");
    assertThat(range.sees("udp 8080")).isTrue();
  }

  @Attack(
      value = {"N3", "N13"},
      tries = "a job that ignores proxy variables and follows a redirection elsewhere",
      control = "what is not listed is dropped")
  void n3n13AroundAProxyAndAfterARedirection() throws IOException {
    String network = list("10.99.0.2:8080");
    String attack =
        """
        import urllib.request
        for name in list(os.environ):
            if name.lower().endswith('_proxy'): del os.environ[name]
        for url in ('http://10.99.0.2:8080/', 'http://10.99.0.3:8080/'):
            try: urllib.request.urlopen(url, timeout=3)
            except OSError as e: print(url, type(e).__name__)
        """;
    said(Wall.NONE, network, attack);
    assertThat(range.seen()).containsOnly("tcp 10.99.0.2 8080");
    said(Wall.DEFAULT, network, attack);
    assertThat(range.seen()).contains("tcp 10.99.0.3 8080");
  }

  @Attack(
      value = "N4",
      tries = "private and metadata addresses under a wide subnet",
      control = "special addresses only if listed themselves")
  void n4PrivateAndMetadataAddressesUnderAWideSubnet() throws IOException {
    String network = list("0.0.0.0/0:8080", "[::/0]:8080");
    String attack =
        """
        print('special', tcp('10.99.0.3', 8080), tcp('169.254.169.254', 8080),
              tcp('fd99:a::3', 8080))
        print('public', tcp('11.99.0.2', 8080))
        """;
    assertThat(said(Wall.NONE, network, attack))
        .contains("special refused refused refused", "public 1");
    assertThat(range.seen()).containsOnly("tcp 11.99.0.2 8080");
    assertThat(said(Wall.SPECIAL, network, attack)).contains("special 1 1 1");
    assertThat(said(Wall.NONE, list("169.254.169.254:8080"), attack))
        .contains("special refused 1 refused");
  }

  @Attack(
      value = "N4",
      tries = "services of the host, at its address and at the gateway",
      control = "jobs do not reach services of the host")
  void n4TheHostAndTheGateway() throws IOException {
    int port = service.getLocalPort();
    String attack =
        """
        print('host', tcp(gateway(), PORT), tcp('10.99.0.1', PORT))
        """
            .replace("PORT", Integer.toString(port));
    assertThat(said(Wall.NONE, list("10.0.0.0/8:" + port), attack))
        .contains("host refused refused");
    assertThat(said(Wall.SERVICE, list("10.0.0.0/8:" + port), attack)).contains("host 1 1");
    assertThat(said(Wall.NONE, list("10.99.0.1:" + port), attack)).contains("host refused 1");
    assertThat(Range.output(List.of("nft", "list", "table", "inet", "bailey")))
        .doesNotContain(" " + port + " ");
  }

  @Attack(
      value = "N4",
      tries = "a port of a neighbour that would let anybody in",
      control = "jobs do not reach each other")
  void n4NeighbourJobs() throws Exception {
    assertThat(neighbour(Wall.NONE)).contains("neighbour refused");
    assertThat(neighbour(Wall.NEIGHBOUR)).contains("neighbour 5");
  }

  /** What a job reaches of one that would let it in. */
  private static String neighbour(Wall without) throws Exception {
    yard.agent(without, "");
    Bailey.Ran submitted =
        yard.submit(
            """
            network:
              mode: allow-list
              inbound: {ui: {port: 8888, from: [10.213.64.0/18]}}
            """,
            """
            server = socket.socket(); server.bind(('0.0.0.0', 8888)); server.listen()
            print('address', my_address(), flush=True)
            while True:
                c, _ = server.accept(); c.sendall(b'hello'); c.close()
            """);
    assertThat(submitted.code()).as(submitted.all()).isZero();
    Matcher job = JOB.matcher(submitted.all());
    assertThat(job.find()).as(submitted.all()).isTrue();
    try {
      String address = yard.awaitLine(job.group(), Pattern.compile("address (10\\.[0-9.]+)"));
      return said(
          without,
          list("10.213.64.0/18:8888"),
          "print('neighbour', tcp('" + address + "', 8888, b'12345'))");
    } finally {
      yard.bailey().run("cancel", job.group());
      yard.bailey().run("logs", "-f", job.group());
    }
  }

  @Attack(
      value = "N4",
      tries = "a listed address in a blocked subnet",
      control = "blocked subnets win")
  void n4BlockedSubnetsWin() throws IOException {
    String network = list("11.99.0.0/16:8080") + "  blocked_subnets: [11.99.0.2]\n";
    String attack = "print('blocked', tcp('11.99.0.2', 8080))";
    assertThat(said(Wall.NONE, network, attack)).contains("blocked refused");
    assertThat(range.seen()).isEmpty();
    assertThat(said(Wall.BLOCKED, network, attack)).contains("blocked 1");
  }

  @Attack(
      value = "N5",
      tries = "odd spellings of hosts, ports and prefixes",
      control = "twin: a plain spelling is taken")
  void n5OddSpellings() throws IOException {
    String[] spellings = {
      "example.com.:443",
      "user@example.com:443",
      "http://example.com:443",
      "*.example.com:443",
      "2130706433:80",
      "0x7f.1:80",
      "0177.0.0.1:80",
      "127.1:80",
      "10.0.0.256:80",
      "example.com:0",
      "example.com:65536",
      "example.com",
      ":443",
      "fd99:a::2:443",
      "[fd99:a::2%eth0]:443",
      "[::ffff:10.0.0.1]:80",
      "10.0.0.1/8:80",
      "10.0.0.0/33:80",
      "xn--a:443",
      "bücher.example:443",
      "exam_ple.com:443",
      "localhost:80",
      "127.0.0.1:80",
      "224.0.0.1:80",
      "intranet:80",
      "example.com:80/sctp",
    };
    for (String spelling : spellings) {
      Bailey.Ran ran = yard.run(list(spelling), "print('ran')");
      assertThat(ran.code()).as(spelling + ": " + ran.all()).isEqualTo(2);
      assertThat(ran.all()).contains("allowed_endpoints").doesNotContain("ran\n");
    }
    Trials.control();
    assertThat(yard.run(list("10.99.0.2:443"), "print('ran')").out()).contains("ran");
  }

  @Attack(
      value = "N6",
      tries = "names as a channel: queries of any kind, multicast, encrypted",
      control = "what is not listed is dropped")
  void n6NamesAreNoChannel() throws IOException {
    String names = Range.PUBLIC + " data.example.com\n";
    String network = list("data.example.com:8080");
    String attack =
        """
        def found(name):
            try: return socket.gethostbyname(name)
            except OSError: return 'unknown'
        print('names', found('data.example.com'), found('other.example.com'), found('secret.data.example.com'))
        print('by name', tcp('data.example.com', 8080))
        query = bytes.fromhex('123401000001000000000000036f746807657861') + b'mple\\x03com\\x00\\x00\\x10\\x00\\x01'
        for server in ('10.99.0.3', '11.99.0.2', '10.99.0.1', gateway()):
            print(server, udp(server, 53, query), tcp(server, 53, query), tcp(server, 853), udp(server, 443))
        print('multicast', udp('224.0.0.251', 5353, query), udp('ff02::fb%eth0', 5353, query))
        print(open('/etc/resolv.conf').read())
        try: open('/etc/hosts', 'a'); print('writable')
        except OSError: print('read-only')
        """;
    yard.agent(Wall.NONE, names);
    range.forget();
    Bailey.Ran ran = yard.run(network, attack);
    assertThat(ran.out())
        .contains("names 11.99.0.2 unknown unknown", "by name 1", "multicast refused refused")
        .contains("10.99.0.3 refused refused refused refused", "read-only")
        .doesNotContain("nameserver");
    assertThat(range.seen()).containsOnly("tcp 11.99.0.2 8080");
    yard.agent(Wall.DEFAULT, names);
    range.forget();
    yard.run(network, attack);
    assertThat(range.seen()).contains("udp 53", "tcp 10.99.0.3 53", "tcp 10.99.0.3 853");
    yard.agent(Wall.NONE, "");
  }

  @Attack(
      value = "N7",
      tries = "a listed name that also leads to a private address",
      control = "twin: a name that leads outside is taken")
  void n7ANameThatLeadsInside() throws IOException {
    for (String inside : new String[] {"10.99.0.3", "169.254.169.254", "127.0.0.1", "fd99:a::3"}) {
      yard.agent(
          Wall.NONE, Range.PUBLIC + " mixed.example.com\n" + inside + " mixed.example.com\n");
      Bailey.Ran ran = yard.run(list("mixed.example.com:8080"), "print('ran')");
      assertThat(ran.code()).as(ran.all()).isEqualTo(2);
      assertThat(ran.all()).contains("leads to");
    }
    yard.agent(Wall.NONE, Range.PUBLIC + " mixed.example.com\n");
    Trials.control();
    assertThat(yard.run(list("mixed.example.com:8080"), "print('ran')").out()).contains("ran");
    yard.agent(Wall.NONE, "");
  }

  @Attack(
      value = "N10",
      tries = "raw and packet sockets, SCTP, DCCP, UDP and other ports",
      control = "what is not listed is dropped")
  void n10OtherProtocolsAndSockets() throws IOException {
    String network = list("10.99.0.2:8080");
    String attack =
        """
        def made(*how):
            try: socket.socket(*how).close(); return 'made'
            except OSError: return 'refused'
        print('raw', made(socket.AF_INET, socket.SOCK_RAW, 1), made(socket.AF_INET, socket.SOCK_RAW, 255),
              made(socket.AF_INET6, socket.SOCK_RAW, 58), made(17, socket.SOCK_RAW, 0x300),
              made(17, socket.SOCK_DGRAM, 0x300), made(socket.AF_INET, socket.SOCK_DGRAM, 1))
        def sends(kind, protocol):
            try:
                with socket.socket(socket.AF_INET, kind, protocol) as s:
                    s.settimeout(1)
                    s.connect(('10.99.0.2', 8080)); s.send(b'x')
                    return 'sent'
            except OSError: return 'refused'
        print('others', sends(socket.SOCK_SEQPACKET, 132), sends(socket.SOCK_STREAM, 132),
              sends(socket.SOCK_DGRAM, 136), sends(6, 33))
        print('udp', udp('10.99.0.2', 8080), udp('10.99.0.2', 443), udp('10.99.0.3', 443))
        print('tcp', tcp('10.99.0.2', 8080), tcp('10.99.0.2', 8081))
        """;
    assertThat(said(Wall.NONE, network, attack))
        .contains("raw refused refused refused refused refused refused")
        .contains("others refused refused refused refused")
        .contains("udp refused refused refused", "tcp 1 refused");
    assertThat(range.seen()).containsOnly("tcp 10.99.0.2 8080");
    assertThat(said(Wall.DEFAULT, network, attack)).contains("udp 1 1 ", "tcp 1 1");
  }

  @Attack(
      value = {"N10", "E6"},
      tries = "an abstract socket of another job",
      control = "a network namespace of its own")
  void n10e6AbstractSocketsOfAnotherNamespace() throws Exception {
    assertThat(abstractly(Wall.NONE)).contains("neighbour refused");
    assertThat(abstractly(Wall.NAMESPACE)).contains("neighbour hello");
  }

  /** What a job reads from a socket without a file that another job opened. */
  private static String abstractly(Wall without) throws Exception {
    yard.agent(without, "");
    Bailey.Ran submitted =
        yard.submit(
            list("10.99.0.2:8080"),
            """
            server = socket.socket(socket.AF_UNIX); server.bind('\\0bailey-range'); server.listen()
            print('bound', 'here', flush=True)
            while True:
                c, _ = server.accept(); c.sendall(b'hello'); c.close()
            """);
    Matcher job = JOB.matcher(submitted.all());
    assertThat(job.find()).as(submitted.all()).isTrue();
    try {
      yard.awaitLine(job.group(), Pattern.compile("bound (here)"));
      return said(
          without,
          list("10.99.0.2:8080"),
          """
          try:
              with socket.socket(socket.AF_UNIX) as s:
                  s.connect('\\0bailey-range'); print('neighbour', s.recv(9).decode())
          except OSError: print('neighbour refused')
          """);
    } finally {
      yard.bailey().run("cancel", job.group());
      yard.bailey().run("logs", "-f", job.group());
    }
  }

  @Attack(
      value = "E6",
      tries = "networks of the host, of a container, of a pod, by a path",
      control = "twin: none, and a network of its own")
  void e6ForeignNetworks() throws IOException {
    for (String foreign :
        new String[] {
          "host", "container:other", "ns:/run/netns/other", "pod", "bridge", "slirp4netns"
        }) {
      for (String network : new String[] {"network: '%s'", "network: {mode: '%s'}"}) {
        Bailey.Ran ran = yard.run(network.formatted(foreign), "print('ran')");
        assertThat(ran.code()).as(foreign + ": " + ran.all()).isEqualTo(2);
        assertThat(ran.all()).contains("network");
      }
    }
    Trials.control();
    assertThat(yard.run("network: none", "print('ran')").out()).contains("ran");
    assertThat(yard.run(list("10.99.0.2:443"), "print('ran')").out()).contains("ran");
  }

  @Attack(
      value = "E6",
      tries = "joining namespaces, changing devices and rules from inside",
      control = "capabilities and no filter of system calls")
  void e6FromInside() throws IOException {
    String attack =
        """
        import ctypes, fcntl, struct
        libc = ctypes.CDLL(None, use_errno=True)
        own = os.open('/proc/self/ns/net', os.O_RDONLY)
        print('join', libc.setns(own, 0x40000000), libc.unshare(0x40000000), libc.unshare(0x50000000))
        def changed(request, name, rest):
            try:
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                    fcntl.ioctl(s, request, struct.pack('16s24s', name, rest)); return 'changed'
            except OSError: return 'refused'
        print('device', changed(0x8914, b'eth0', struct.pack('H', 0)),
              changed(0x8916, b'eth0', struct.pack('HH4s', 2, 0, socket.inet_aton('10.99.0.77'))))
        def netlink(family, kind, flags, body):
            try:
                with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, family) as s:
                    s.settimeout(2)
                    s.send(struct.pack('IHHII', 16 + len(body), kind, flags, 1, 0) + body)
                    answer = s.recv(4096)
                    return struct.unpack('i', answer[16:20])[0]
            except OSError as e: return -e.errno
        print('netlink', netlink(0, 16, 5, struct.pack('BxHiII', 0, 0, 2, 0, 1)),
              netlink(12, 0x0a02, 5, b'\\x01\\0\\0\\0'))
        print('after', tcp('10.99.0.2', 8080), tcp('10.99.0.3', 8080))
        """;
    assertThat(said(Wall.NONE, list("10.99.0.2:8080"), attack))
        .contains("join -1 -1 -1", "device refused refused", "after 1 refused")
        .containsPattern("netlink -[0-9]+ -[0-9]+");
    Trials.control();
    assertThat(
            Yard.unwalled(attack.replace("eth0", "lo").replace("0, 0, 2, 0, 1", "0, 0, 1, 0, 1")))
        .contains("join 0 0 0", "device changed changed", "netlink 0 ");
  }
}
