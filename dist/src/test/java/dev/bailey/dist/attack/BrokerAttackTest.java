package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a hostile job tries that may leave by name, through the broker; each with a control, where
 * the same attack succeeds because one wall is left out.
 */
@Tag("container")
class BrokerAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final Pattern SENT =
      Pattern.compile("through the broker: ([0-9]+) bytes sent, ([0-9]+) received");

  private static final String NAMES =
      Range.PUBLIC
          + " data.example.com\n"
          + Range.PUBLIC
          + " other.example.com\n"
          + Range.PUBLIC
          + " inside.example.com\n"
          + Range.FOE
          + " inside.example.com\n";

  private static final String NETWORK =
      """
      network:
        mode: allow-list
        proxy_variables: true
        allowed_endpoints:
          - {endpoint: "data.example.com:8081", via: broker%s}
          - {endpoint: "inside.example.com:8080", via: broker}
      """;

  /** What every script can use: a tunnel, and the first message of a real TLS client. */
  private static final String TOOLS =
      """
      import ssl
      DATA = 'data.example.com:8081'

      def hello(name):
          context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
          context.check_hostname = False
          context.verify_mode = ssl.CERT_NONE
          into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
          tls = context.wrap_bio(into, out, server_hostname=name)
          try: tls.do_handshake()
          except ssl.SSLWantReadError: pass
          return out.read()

      def asked(head):
          s = socket.create_connection(('127.0.0.1', 3128), 5)
          s.settimeout(5)
          s.sendall(head.encode())
          answer = b''
          while not answer.endswith(b'\\r\\n\\r\\n'):
              more = s.recv(1)
              if not more: break
              answer += more
          return s, int((answer.split() + [0, 0])[1])

      def tunnel(target):
          return asked('CONNECT %s HTTP/1.1\\r\\nHost: %s\\r\\n\\r\\n' % (target, target))

      def through(target, *data):
          try:
              s, status = tunnel(target)
              if status != 200: return status
              got = 0
              for part in data:
                  s.sendall(part)
                  end = got + len(part)
                  while got < end:
                      more = s.recv(65536)
                      if not more: return 'ended'
                      got += len(more)
              return 'echoed'
          except OSError:
              return 'ended'

      GOOD = hello('data.example.com')
      """;

  private static Range range;
  private static Yard yard;
  @TempDir static Path dir;

  @BeforeAll
  static void setUp() throws Exception {
    range = Range.open();
    yard = Yard.open(dir);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
    range.close();
  }

  private static Bailey.Ran ran(Wall without, String more, String python) throws IOException {
    yard.agent(without, NAMES);
    range.forget();
    Bailey.Ran ran = yard.run(NETWORK.formatted(more), TOOLS + python);
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran;
  }

  private static String said(Wall without, String python) throws IOException {
    return ran(without, "", python).out();
  }

  private static String id(Bailey.Ran ran) {
    Matcher matcher = JOB.matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    return matcher.group();
  }

  @Attack(
      value = "N3",
      tries = "around the broker, straight to the address of an allowed name",
      control = "what is not listed is dropped")
  void n3AroundTheBroker() throws IOException {
    String attack =
        """
        print('variables', os.environ['HTTPS_PROXY'], os.environ['https_proxy'], os.environ['NO_PROXY'])
        print('through', through(DATA, GOOD))
        print('around', tcp('11.99.0.2', 8081))
        """;
    assertThat(said(Wall.NONE, attack))
        .contains("variables http://127.0.0.1:3128 http://127.0.0.1:3128 localhost,127.0.0.1")
        .contains("through echoed", "around refused");
    assertThat(said(Wall.DEFAULT, attack)).contains("around 1");
  }

  @Attack(
      value = "N7",
      tries = "a name of the broker that also leads inside",
      control = "no name leads inside")
  void n7ANameThatLeadsInsideAmongOthers() throws IOException {
    String attack =
        "print('inside', through('inside.example.com:8080', hello('inside.example.com')))";
    assertThat(said(Wall.NONE, attack)).contains("inside 403");
    assertThat(range.seen()).isEmpty();
    assertThat(said(Wall.LEADS, attack)).contains("inside echoed");
  }

  @Attack(
      value = "N8",
      tries = "another name in TLS than in the request, none, plain text, smuggled fields",
      control = "the name in the ClientHello")
  void n8NamesThatDisagree() throws IOException {
    String attack =
        """
        print('other', through(DATA, hello('other.example.com')))
        print('none', through(DATA, hello(None)))
        print('plain', through(DATA, b'GET / HTTP/1.1\\r\\nHost: other.example.com\\r\\n\\r\\n'))
        print('cut', through(DATA, GOOD[:-1] + b''))
        host = 'Host: data.example.com:8081\\r\\n'
        for more in ('Host: other.example.com\\r\\n', 'Content-Length: 9\\r\\n',
                     'Transfer-Encoding: chunked\\r\\n', 'Upgrade: h2c\\r\\n', ' folded\\r\\n'):
            print('smuggled', asked('CONNECT ' + DATA + ' HTTP/1.1\\r\\n' + host + more + '\\r\\n')[1])
        """;
    Bailey.Ran ran = ran(Wall.NONE, "", attack);
    assertThat(ran.out()).contains("other ended", "none ended", "plain ended", "cut ended");
    assertThat(ran.out().lines().filter(l -> l.contains("smuggled 400"))).hasSize(5);
    assertThat(range.seen()).doesNotContain("hello 8081");
    assertThat(yard.verified(id(ran)))
        .contains("1 connection: other_name", "1 connection: no_name", "1 connection: not_tls");
    assertThat(said(Wall.HELLO, attack)).contains("other echoed", "none ended");
    assertThat(range.sees("hello 8081")).isTrue();
  }

  @Attack(
      value = "N9",
      tries = "a request inside a tunnel, names, ports and addresses not listed",
      control = "names of the list only")
  void n9ARequestInsideATunnelAndAnotherName() throws IOException {
    String attack =
        """
        nested = b'CONNECT other.example.com:8081 HTTP/1.1\\r\\nHost: other.example.com:8081\\r\\n\\r\\n'
        print('nested', through(DATA, nested))
        print('unlisted', through('other.example.com:8081', hello('other.example.com')))
        print('port', through('data.example.com:8080', GOOD))
        print('broker', through('127.0.0.1:3128', nested))
        print('address', through('11.99.0.2:8081', GOOD))
        """;
    assertThat(said(Wall.NONE, attack))
        .contains("nested ended", "unlisted 403", "port 403", "broker 400", "address 403");
    assertThat(range.seen()).doesNotContain("hello 8081", "hello 8080");
    assertThat(said(Wall.LISTED, attack)).contains("nested ended", "unlisted echoed");
  }

  @Attack(
      value = "N11",
      tries = "an upload to an allowed name beyond its budget",
      control = "budgets")
  void n11AnUploadToAnAllowedName() throws IOException {
    String attack =
        """
        s, status = tunnel(DATA)
        s.sendall(GOOD)
        sent = 0
        try:
            while sent < 4000000:
                s.sendall(b'x' * 50000)
                sent += 50000
                got = 0
                while got < 50000:
                    more = s.recv(65536)
                    if not more: raise OSError()
                    got += len(more)
        except OSError: pass
        print('uploaded', sent, 'again', through(DATA, GOOD, b'y' * 100000))
        """;
    Bailey.Ran ran = ran(Wall.NONE, ", budget: 1MB", attack);
    assertThat(ran.out())
        .doesNotContain("uploaded 4000000")
        .contains("uploaded ")
        .doesNotContain("again echoed");
    Matcher counted = SENT.matcher(yard.verified(id(ran)));
    assertThat(counted.find()).isTrue();
    assertThat(Long.parseLong(counted.group(1)) + Long.parseLong(counted.group(2)))
        .isBetween(800_000L, 1_000_000L);
    assertThat(ran(Wall.BUDGET, ", budget: 1MB", attack).out())
        .contains("uploaded 4000000 again echoed");
  }

  @Attack(
      value = "N13",
      tries = "a redirection by an allowed name to what is not listed",
      control = "what is not listed is dropped")
  void n13ARedirectionToWhatIsNotListed() throws IOException {
    String attack =
        """
        s, status = tunnel(DATA)
        s.sendall(GOOD)
        got = 0
        while got < len(GOOD): got += len(s.recv(65536))
        s.sendall(b'GET / HTTP/1.1\\r\\n\\r\\n')
        where = s.recv(65536).decode().split('Location: http://')[1].split('/')[0]
        host, port = where.split(':')
        print('to', where, 'through', tunnel(where)[1], 'by itself', tcp(host, int(port)))
        """;
    assertThat(said(Wall.NONE, attack)).contains("to 10.99.0.3:8080 through 403 by itself refused");
    assertThat(said(Wall.DEFAULT, attack)).contains("to 10.99.0.3:8080 through 403 by itself 1");
  }

  @Attack(
      value = "N14",
      tries = "going on when the broker is killed",
      control = "twin: the same connection before")
  void n14ABrokerThatIsKilled() throws Exception {
    yard.agent(Wall.NONE, NAMES);
    Bailey.Ran submitted =
        yard.submit(
            NETWORK.formatted(""),
            TOOLS
                + """
                s, status = tunnel(DATA)
                s.sendall(GOOD)
                print('before', through(DATA, GOOD), flush=True)
                for i in range(100):
                    time.sleep(0.2)
                    if through(DATA, GOOD) != 'echoed': break
                try:
                    while s.recv(65536): pass
                    print('the open one ended')
                except OSError: print('the open one ended')
                time.sleep(4)
                try: tunnel(DATA); print('after open')
                except ConnectionRefusedError: print('after refused')
                print('around', tcp('11.99.0.2', 8081))
                """);
    assertThat(submitted.code()).as(submitted.all()).isZero();
    String job = id(submitted);
    Trials.control();
    yard.awaitLine(job, Pattern.compile("before (echoed)"));
    Trials.attack();
    yard.bailey().killAgent();
    assertThat(yard.bailey().run("logs", "-f", job).all())
        .contains("the open one ended", "after refused", "around refused");
    assertThat(yard.verified(job))
        .contains("data.example.com port 8081/tcp through the broker: not known")
        .containsPattern("between job and broker: [0-9]{4,} bytes sent");
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
  }

  @Attack(value = "N15", tries = "a WebSocket as an endless pipe", control = "budgets")
  void n15AWebSocketAsAPipe() throws IOException {
    String attack =
        """
        s, status = tunnel(DATA)
        s.sendall(GOOD)
        got = 0
        while got < len(GOOD): got += len(s.recv(65536))
        s.sendall(b'GET /chat HTTP/1.1\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n')
        s.recv(65536)
        s.sendall(b'FLOOD')
        try:
            while got < 5000000:
                more = s.recv(65536)
                if not more: break
                got += len(more)
        except OSError: pass
        print('below', got < 1000000, 'some', got > 100000)
        """;
    Bailey.Ran ran = ran(Wall.NONE, ", budget: 1MB", attack);
    assertThat(ran.out()).contains("below True some True");
    assertThat(yard.verified(id(ran))).contains("1 connection: budget");
    assertThat(ran(Wall.BUDGET, ", budget: 1MB", attack).out()).contains("below False some True");
  }
}
