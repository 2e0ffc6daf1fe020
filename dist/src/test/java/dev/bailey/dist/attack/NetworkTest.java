package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job with a network can do, and what its owner learns of it. */
@Tag("container")
class NetworkTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
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

  private static String id(Bailey.Ran ran) {
    Matcher matcher = JOB.matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    return matcher.group();
  }

  @Test
  void whatIsListedIsReachedAndCounted() throws IOException {
    Bailey.Ran ran =
        yard.run(
            """
            network:
              mode: allow-list
              allowed_endpoints:
                - 10.99.0.2:8080
                - 10.99.0.2:53/udp
                - "[fd99:a::2]:8080"
                - 10.99.0.3:8080
            """,
            """
            print(tcp('10.99.0.2', 8080, b'x' * 1000), tcp('fd99:a::2', 8080, b'yes'),
                  udp('10.99.0.2', 53, b'hi'))
            print(tcp('10.99.0.2', 8081), tcp('10.99.0.3', 443), udp('10.99.0.2', 8080))
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("1000 3 2").contains("refused refused refused");
    assertThat(yard.verified(id(ran)))
        .containsPattern("10.99.0.2 port 8080/tcp: 1[0-9]{3} bytes sent, 1[0-9]{3} received")
        .containsPattern("10.99.0.2 port 53/udp: 30 bytes sent, 30 received")
        .contains("10.99.0.3 port 8080/tcp: 0 bytes sent, 0 received")
        .contains("refused");
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
  }

  @Test
  void aKilledAgentLosesNeitherTheWallsNorTheCount() throws Exception {
    Bailey.Ran submitted =
        yard.submit(
            "network: {mode: allow-list, allowed_endpoints: ['10.99.0.2:8080']}",
            """
            print('sent', tcp('10.99.0.2', 8080, b'x' * 5000), flush=True)
            time.sleep(6)
            print('again', tcp('10.99.0.3', 8080), tcp('10.99.0.2', 8080, b'x' * 3000))
            """);
    assertThat(submitted.code()).as(submitted.all()).isZero();
    String job = id(submitted);
    yard.awaitLine(job, Pattern.compile("sent (5000)"));
    yard.bailey().killAgent();
    assertThat(yard.bailey().run("logs", "-f", job).all()).contains("again refused 3000");
    assertThat(yard.verified(job))
        .containsPattern("10.99.0.2 port 8080/tcp: [89][0-9]{3} bytes sent");
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
  }

  /** The file counts from the next agent on, and what the host has itself is no job's. */
  @Test
  void anOwnerCanNameOtherAddresses() throws IOException {
    String network = "network: {mode: allow-list, allowed_endpoints: ['10.99.0.2:8080']}";
    String python = "print(my_address(), tcp('10.99.0.2', 8080, b'x' * 1000))\n";
    Bailey bailey = yard.bailey();
    Path file = bailey.home().resolve("node.yaml");
    Files.writeString(file, "job_addresses: {ipv4: 172.29.0.0/16, ipv6: 'fd3a:11::/48'}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    bailey.run("agent", "stop");
    try {
      assertThat(yard.run(network, python).out()).contains("172.29.").contains(" 1000");
      assertThat(bailey.run("doctor").all()).contains("172.29.0.0/16, fd3a:11::/48");
      List<String> route = List.of("ip", "route", "add", "blackhole", "172.29.9.0/24");
      assertThat(Range.output(route)).isEmpty();
      try {
        Bailey.Ran refused = yard.run(network, python);
        assertThat(refused.code()).as(refused.all()).isNotZero();
        assertThat(bailey.run("why", id(refused)).all())
            .contains("the route 172.29.9.0/24")
            .contains("name another pool");
        assertThat(bailey.run("doctor").all()).contains("the route 172.29.9.0/24");
      } finally {
        Range.output(List.of("ip", "route", "del", "blackhole", "172.29.9.0/24"));
      }
      assertThat(yard.run(network, python).out()).contains("172.29.");
      Files.writeString(file, "job_addresses: {ipv4: 172.29.0.0/24}\n");
      assertThat(yard.run(network, python).all()).contains("too few addresses");
    } finally {
      Files.delete(file);
      bailey.run("agent", "stop");
    }
    assertThat(yard.run(network, python).out()).contains("10.213.").contains(" 1000");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aBudgetEndsTheConnection() throws IOException {
    Bailey.Ran ran =
        yard.run(
            """
            network:
              mode: allow-list
              allowed_endpoints: [{endpoint: "10.99.0.2:8080", budget: 1MB}]
            """,
            """
            s = socket.create_connection(('10.99.0.2', 8080), 5)
            s.sendall(b'FLOOD')
            got = 0
            s.settimeout(3)
            try:
                while True:
                    more = s.recv(65536)
                    if not more: break
                    got += len(more)
            except OSError as e: print(type(e).__name__)
            print('got', got, 'below', got < 1000000 and got > 100000)
            print(tcp('10.99.0.2', 8080))
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("below True").contains("refused");
  }

  @Test
  void aNamedSourceComesInAndNobodyElse() throws Exception {
    Bailey.Ran submitted =
        yard.submit(
            """
            network:
              mode: allow-list
              inbound:
                ui: {port: 8888, from: [host]}
                api: {port: 8889, from: [10.99.0.2]}
            """,
            """
            servers = []
            for p in (8888, 8889, 8890):
                s = socket.socket(); s.bind(('0.0.0.0', p)); s.listen(); servers.append(s)
            print('address', my_address(), flush=True)
            import select, time
            end = time.time() + 60
            while time.time() < end:
                for s in select.select(servers, [], [], 1)[0]:
                    c, _ = s.accept(); c.sendall(b'hello'); c.close()
            """);
    assertThat(submitted.code()).as(submitted.all()).isZero();
    String job = id(submitted);
    String address = yard.awaitLine(job, Pattern.compile("address (10\\.[0-9.]+)"));
    assertThat(Yard.reaches(List.of(), address, 8888)).isTrue();
    assertThat(Yard.reaches(List.of(), address, 8889)).isFalse();
    assertThat(Yard.reaches(List.of(), address, 8890)).isFalse();
    assertThat(Yard.reaches(Yard.outside(Range.FRIEND), address, 8889)).isTrue();
    assertThat(Yard.reaches(Yard.outside(Range.FRIEND), address, 8888)).isFalse();
    assertThat(Yard.reaches(Yard.outside(Range.FOE), address, 8889)).isFalse();
    yard.bailey().killAgent();
    assertThat(Yard.reaches(List.of(), address, 8888)).isTrue();
    assertThat(Yard.reaches(Yard.outside(Range.FOE), address, 8889)).isFalse();
    assertThat(yard.bailey().run("cancel", job).code()).isZero();
    yard.bailey().run("logs", "-f", job);
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
    assertThat(Range.output(List.of("nft", "list", "table", "inet", "bailey")))
        .doesNotContain("8889");
  }

  @Test
  void theHouseOpensNothing() throws IOException {
    try (Yard house = Yard.ofHouse(dir)) {
      Bailey.Ran ran =
          house.run(
              "network: {mode: allow-list, allowed_endpoints: ['10.99.0.2:8080']}", "print(1)");
      assertThat(ran.code()).as(ran.all()).isEqualTo(10);
      assertThat(ran.all()).contains("no network");
    }
  }
}
