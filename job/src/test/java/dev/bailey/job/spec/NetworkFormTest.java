package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Subnet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job can ask of its network, and what it is told otherwise. */
class NetworkFormTest {
  private static NetworkSpec network(String text) {
    return Specs.spec(Specs.MINIMAL + text).network();
  }

  private static List<String> problems(String text) {
    return Specs.problems(Specs.MINIMAL + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network: none",
        "network: hipaa",
        "network: standard",
        "network: {mode: none}",
        "network: {mode: hipaa, allowed_endpoints: []}",
        "network: {mode: none, dns: false, outbound: false, inbound: false}",
        "network: {mode: allow-list, dns: off, inbound: off}",
        ""
      })
  void closed(String text) {
    assertThat(network(text).closed()).isTrue();
  }

  @Test
  void everything() {
    NetworkSpec spec =
        network(
            """
            network:
              mode: allow-list
              allowed_endpoints:
                - Example.com:443
                - {endpoint: "[2001:db8::/32]:53/udp", budget: 10MB}
              blocked_subnets: [10.0.0.0/8, "2001:db8:1::/48"]
              outbound: true
              inbound:
                ui: {port: 8888, from: [host, 10.1.2.3]}
                dns: {port: 53, protocol: udp, from: host}
            """);
    assertThat(spec.allowed().stream().map(w -> w.endpoint().text()))
        .containsExactly("example.com:443", "[2001:db8::/32]:53/udp");
    assertThat(spec.allowed().getLast().budgetBytes()).isEqualTo(10_000_000);
    assertThat(spec.blocked().stream().map(Subnet::text))
        .containsExactly("10.0.0.0/8", "2001:db8:1::/48");
    assertThat(spec.names()).isTrue();
    assertThat(spec.inbound().getFirst().from()).containsExactly("host", "10.1.2.3");
    assertThat(spec.inbound().getLast().protocol()).isEqualTo(Endpoint.Protocol.UDP);
  }

  @Test
  void standardBlocksPrivateSubnetsUnlessItSaysOtherwise() {
    assertThat(network("network: {mode: standard, allowed_endpoints: ['a.b:1']}").blocked())
        .contains(Subnet.known("10.0.0.0/8"), Subnet.known("fc00::/7"));
    assertThat(network("network: {mode: standard, blocked_subnets: []}").blocked()).isEmpty();
  }

  @Test
  void namesAreKnownOnlyWhereThereAreSome() {
    assertThat(network("network: {mode: hipaa, allowed_endpoints: ['192.0.2.7:1']}").names())
        .isFalse();
    assertThat(network("network: {mode: hipaa, allowed_endpoints: ['a.b:1']}").names()).isTrue();
    assertThat(network("network: {mode: hipaa, allowed_endpoints: ['a.b:1'], dns: off}").names())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host | 4:10  network: \"host\" would share the host's network",
        "'container:x' | 4:10  network: \"container:x\" would share another container's",
        "'ns:/run/netns/x' | 4:10  network: \"ns:/run/netns/x\" would share a network",
        "slirp4netns | 4:10  network: \"slirp4netns\" is a network of the container engine",
        "frob | 4:10  network: \"frob\" is not a mode",
        "allow-list | 4:10  network: allow-list needs its list",
        "5 | 4:10  network: \"5\" is not text",
        "{allowed_endpoints: []} | 4:10  network: mode is missing",
        "{mode: host} | 4:17  network: \"host\" would share",
        "{mode: none, frob: 1} | 4:23  frob: unknown field",
        "{mode: none, allowed_endpoints: ['a.b:1']} | 4:10  network: mode none opens nothing",
        "{mode: hipaa, inbound: {a: {port: 1, from: host}}} | 4:33  inbound: mode hipaa lets",
        "{mode: allow-list, allowed_endpoints: ['a.b:0']} | 4:49  allowed_endpoints: \"a.b:0\" has",
        "{mode: allow-list, allowed_endpoints: ['a.b:1', 'A.b:1/tcp']} | 4:58  allowed_endpoints: \"A.b:1/tcp\" is given twice",
        "{mode: allow-list, allowed_endpoints: [{budget: 1MB}]} | 4:49  allowed_endpoints: endpoint is missing",
        "{mode: allow-list, allowed_endpoints: [{endpoint: 'a.b:1', budget: 0B}]} | 4:77  budget: \"0B\" is not an amount",
        "{mode: allow-list, allowed_endpoints: ['10.0.0.1:1'], blocked_subnets: [10.0.0.0/8]} | 4:48  allowed_endpoints: \"10.0.0.1:1\" lies in the blocked subnet 10.0.0.0/8",
        "{mode: allow-list, blocked_subnets: [10.0.0.1/8]} | 4:47  blocked_subnets: \"10.0.0.1/8\" is not the first",
        "{mode: allow-list, outbound: true} | 4:39  outbound: \"true\" opens nothing",
        "{mode: allow-list, outbound: false, allowed_endpoints: ['a.b:1']} | 4:39  outbound: \"false\" contradicts",
        "{mode: allow-list, dns: true} | 4:34  dns: \"true\" would let the job ask",
        "{mode: allow-list, inbound: true} | 4:38  inbound: \"true\" names no port",
        "{mode: allow-list, inbound: {a: {port: 0, from: host}}} | 4:49  inbound: \"0\" is not a port",
        "{mode: allow-list, inbound: {a: {port: 1}}} | 4:42  inbound: from is missing",
        "{mode: allow-list, inbound: {a: {port: 1, from: []}}} | 4:58  from: names nobody",
        "{mode: allow-list, inbound: {a: {port: 1, from: everybody}}} | 4:58  inbound: \"everybody\" is not an address",
        "{mode: allow-list, inbound: {a: {port: 1, from: host}, b: {port: 1, from: host}}} | 4:65  inbound: \"b\" has a port that is given twice"
      })
  void refused(String value, String problem) {
    assertThat(problems("network: " + value)).singleElement().asString().startsWith(problem);
  }

  @Test
  void allProblemsAtOnce() {
    assertThat(
            problems(
                """
                network:
                  mode: bridge
                  allowed_endpoints: [":1", "a.b:0"]
                  blocked_subnets: [x]
                  dns: maybe
                """))
        .hasSize(5);
  }

  @Test
  void namesThroughTheBroker() {
    NetworkSpec spec =
        network(
            """
            network:
              mode: allow-list
              proxy_variables: true
              allowed_endpoints:
                - 192.0.2.7:443
                - {endpoint: Models.Example.com:443, via: broker, budget: 1MB}
                - {endpoint: "*.example.org:8443", via: broker}
            """);
    assertThat(spec.brokered())
        .containsExactly(
            new NetworkSpec.Named(
                NamePattern.parse("models.example.com").orElseThrow(), 443, 1_000_000),
            new NetworkSpec.Named(NamePattern.parse("*.example.org").orElseThrow(), 8443, 0));
    assertThat(spec.allowed()).hasSize(1);
    assertThat(spec.names()).isFalse();
    assertThat(spec.proxyVariables()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{endpoint: '192.0.2.7:443', via: broker} | names only",
        "{endpoint: '[2001:db8::7]:443', via: broker} | names only",
        "{endpoint: 'a.example:443/udp', via: broker} | not TCP",
        "{endpoint: 'a.example', via: broker} | no port",
        "{endpoint: '*.com:443', via: broker} | not a whole name",
        "{endpoint: 'a*.example.com:443', via: broker} | not a host name",
        "{endpoint: '*.*.example.com:443', via: broker} | not a host name",
        "{endpoint: '*.example.com:443'} | not a host name",
        "{endpoint: 'a.example.:443', via: broker} | ends with a dot",
        "{endpoint: 'a.example:443', via: proxy} | is no way out",
      })
  void whatTheBrokerIsNotFor(String endpoint, String fault) {
    assertThat(problems("network: {mode: allow-list, allowed_endpoints: [" + endpoint + "]}"))
        .singleElement()
        .asString()
        .contains(fault);
  }

  @Test
  void variablesNeedABrokerAndTheBrokerItsPort() {
    assertThat(
            problems("network: {mode: hipaa, allowed_endpoints: ['a.b:1'], proxy_variables: true}"))
        .singleElement()
        .asString()
        .contains("proxy_variables");
    assertThat(
            problems(
                """
                network:
                  mode: allow-list
                  allowed_endpoints: [{endpoint: 'a.example:443', via: broker}]
                  inbound: {ui: {port: 3128, from: host}}
                """))
        .singleElement()
        .asString()
        .contains("is the broker's");
  }
}
