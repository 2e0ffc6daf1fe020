package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What container engines do on their own, and who listens where nobody was asked. */
@Tag("container")
class SurpriseAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String FRIEND_ONLY =
      "network: {mode: allow-list, allowed_endpoints: ['10.99.0.2:8080']}\n";

  /** Greets whoever connects, at two ports of which one is listed. */
  private static final String SERVES =
      """
      import select
      servers = []
      for p in (8888, 8889):
          s = socket.socket(); s.bind(('0.0.0.0', p)); s.listen(); servers.append(s)
      print('address', my_address(), flush=True)
      end = time.time() + 100
      while time.time() < end:
          for s in select.select(servers, [], [], 1)[0]:
              c, _ = s.accept(); c.sendall(b'hello'); c.close()
      """;

  private static final String LISTED =
      """
      network:
        mode: allow-list
        inbound:
          ui: {port: 8888, from: [host, 10.99.0.2]}
      """;

  @TempDir static Path dir;
  private static Range range;
  private static Yard yard;

  @BeforeAll
  static void setUp() throws Exception {
    range = Range.open();
    yard = Yard.ofHouse(dir);
    yard.bailey()
        .amendPolicy(house ->
            house
                .replace("not bailey.egress_known", "input.port == 0")
                .replace("not bailey.port_known", "input.port == 0")
                .replace("count(egress) + count(ports) > 0", "true")
                .replace("secrets := []", "secrets := [\"token\"]"));
  }

  @AfterAll
  static void tearDown() {
    yard.close();
    range.close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    yard.agent(Wall.NONE, "");
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
  }

  private static String begun(String more, String python, String says) throws Exception {
    Bailey.Ran ran = yard.submit(more, python);
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = id(ran);
    yard.awaitLine(job, Pattern.compile("(" + says + ")"));
    return job;
  }

  private static String id(Bailey.Ran ran) {
    Matcher matcher = JOB.matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    return matcher.group();
  }

  private static String over(String job) {
    return yard.bailey().run("logs", "-f", job).all();
  }

  private static String address(String job) throws InterruptedException {
    return yard.awaitLine(job, Pattern.compile("address (10\\.[0-9.]+)"));
  }

  @Attack(
      value = "N16",
      tries = "one port of two jobs, ports that are not listed, other sources, the host's own port",
      control = "nobody comes in uninvited")
  void n16ListenersOfOthers() throws Exception {
    yard.agent(Wall.NONE, "");
    String one = begun(LISTED, SERVES, "address");
    String other = begun(LISTED, SERVES, "address");
    String at = address(one);
    assertThat(address(other)).isNotEqualTo(at);
    List<String> friend = Yard.outside(Range.FRIEND);
    List<String> foe = Yard.outside(Range.FOE);
    try (ServerSocket host = new ServerSocket()) {
      host.bind(new InetSocketAddress("0.0.0.0", 8888));
      for (String job : List.of(at, address(other))) {
        assertThat(Yard.reaches(friend, job, 8888)).isTrue();
        assertThat(Yard.reaches(List.of(), job, 8888)).isTrue();
        assertThat(Yard.reaches(foe, job, 8888)).isFalse();
        assertThat(Yard.reaches(friend, job, 8889)).isFalse();
        assertThat(Yard.reaches(List.of(), job, 8889)).isFalse();
      }
      assertThat(Yard.reaches(friend, "10.99.0.1", 8888)).isFalse();
    }
    for (String job : List.of(one, other)) {
      yard.bailey().run("cancel", job);
      over(job);
    }
    yard.agent(Wall.INBOUND, "");
    String open = begun(LISTED, SERVES, "address");
    assertThat(Yard.reaches(foe, address(open), 8889)).isTrue();
    yard.bailey().run("cancel", open);
    over(open);
  }

  @Attack(
      value = "C9",
      tries = "placeholders for a secret, sent to another host, in query, header and body",
      control = "twin: the file of the secret")
  void c9Placeholders() throws Exception {
    yard.agent(Wall.NONE, "");
    Path value = Files.writeString(dir.resolve("value"), "Zq8wTn4rPb2kLx6v");
    assertThat(yard.bailey().run("secret", "set", "token", "--file", value.toString()).code())
        .isZero();
    Bailey.Ran ran =
        yard.run(
            FRIEND_ONLY
                + """
                secrets: [token]
                env:
                  A: '${secrets.token}'
                  B: '{{secret:token}}'
                  C: 'secret://token'
                args: ['$BAILEY_SECRET_token', '%(token)s', '@token']
                """,
            """
            import binascii
            every = ' '.join([os.environ[k] for k in 'ABC'] + sys.argv[1:])
            for form in ('GET2 /?t=%s ', 'X-Token: %s', '%s'):
                with socket.create_connection(('10.99.0.2', 8080), 2) as s:
                    s.sendall((form % every).encode())
                    print('echoed', binascii.hexlify(s.recv(65536)[:400]).decode())
            print('every', every)
            print('length', len(open('/run/secrets/token').read()))
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out())
        .contains(
            "every ${secrets.token} {{secret:token}} secret://token $BAILEY_SECRET_token %(token)s"
                + " @token");
    List<String> echoed = ran.out().lines().filter(l -> l.contains("echoed ")).toList();
    assertThat(echoed).hasSize(3).noneMatch(l -> l.contains("5a713877546e34725062326b4c783676"));
    Trials.control();
    assertThat(ran.out()).contains("length 16");
  }

  private static String containers(String format) {
    return Range.output(List.of("podman", "ps", "--filter", "name=bailey-", "--format", format));
  }

  @Attack(
      value = "N1",
      tries = "the engine restarts or starts the container again, behind the agent's back",
      control = "twin: the same job left alone")
  void n1ARestartBehindTheAgentsBack() throws Exception {
    yard.agent(Wall.NONE, "");
    range.forget();
    String python =
        """
        print('began', tcp('10.99.0.3', 8080), flush=True)
        time.sleep(%d)
        print('ended')
        """;
    String job = begun(FRIEND_ONLY, python.formatted(60), "began refused");
    String container = containers("{{.Names}}").strip();
    assertThat(container).startsWith("bailey-");
    Range.output(List.of("podman", "restart", "-t", "0", container));
    Range.output(List.of("podman", "start", container));
    String said = over(job);
    assertThat(said.split("began", -1)).hasSize(2);
    assertThat(said).doesNotContain("ended");
    assertThat(yard.bailey().run("show", job).out()).doesNotContain("succeeded");
    assertThat(range.seen()).doesNotContain("tcp 10.99.0.3 8080");
    Trials.control();
    Bailey.Ran twin = yard.run(FRIEND_ONLY, python.formatted(1));
    assertThat(twin.out()).contains("began refused").contains("ended");
  }

  @Attack(
      value = "E13",
      tries = "the engine's monitor of a container is killed",
      control = "twin: the same job with its monitor")
  void e13AKilledMonitor() throws Exception {
    yard.agent(Wall.NONE, "");
    String python =
        """
        print('began', flush=True)
        time.sleep(4)
        open(os.environ['OUTPUT_DIR'] + '/after', 'w').write('there')
        """;
    String job = begun("outputs: [after]\n", python, "began");
    long pid = Long.parseLong(containers("{{.Pid}}").strip());
    ProcessHandle monitor = ProcessHandle.of(pid).flatMap(ProcessHandle::parent).orElseThrow();
    assertThat(monitor.info().command().orElse("")).contains("conmon");
    assertThat(monitor.destroyForcibly()).isTrue();
    over(job);
    String shown = yard.bailey().run("show", job).out();
    assertThat(shown).doesNotContain("succeeded").containsAnyOf("lost", "failed");
    assertThat(yard.bailey().run("why", job).all()).containsAnyOf("exit code", "nobody", "monitor");
    assertThat(containers("{{.Names}}")).isBlank();
    Trials.control();
    assertThat(yard.run("outputs: [after]\n", python).code()).isZero();
  }

  @Attack(
      value = "N4",
      tries = "names that the engine gives to the host, and the host's own list of names",
      control = "twin: a name of the list")
  void n4NamesOfTheHost() throws Exception {
    yard.agent(Wall.NONE, Range.PUBLIC + " data.example.com\n");
    Bailey.Ran ran =
        yard.run(
            "network: {mode: allow-list, allowed_endpoints: ['data.example.com:8080']}\n",
            """
            for name in ('host.containers.internal', 'host.docker.internal', 'gateway',
                         os.uname().nodename + '.local', 'metadata.google.internal'):
                try: print('found', name, socket.gethostbyname(name))
                except OSError: print('unknown', name)
            for line in open('/etc/hosts').read().splitlines(): print('HOSTS', line)
            for line in open('/etc/resolv.conf').read().splitlines(): print('RESOLVER', line)
            print('listed', socket.gethostbyname('data.example.com'))
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out())
        .doesNotContain("found ")
        .doesNotContain("nameserver")
        .doesNotContainPattern("HOSTS [^\\n]*(internal|docker|gateway|host\\.)");
    assertThat(ran.out().lines().filter(l -> l.contains("HOSTS ")).toList())
        .isNotEmpty()
        .allMatch(l -> l.matches(".*HOSTS (127\\.0\\.0\\.1|::1|11\\.99\\.0\\.2|#|$).*"));
    Trials.control();
    assertThat(ran.out()).contains("listed " + Range.PUBLIC);
  }
}
