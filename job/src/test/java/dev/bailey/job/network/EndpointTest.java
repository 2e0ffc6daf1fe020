package dev.bailey.job.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations are judged exactly: what two resolvers could read differently is refused. */
class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "example.com:443, example.com:443",
    "EXAMPLE.Com:443/tcp, example.com:443",
    "xn--mnchen-3ya.de:80, xn--mnchen-3ya.de:80",
    "192.0.2.7:53/udp, 192.0.2.7:53/udp",
    "10.0.0.0/8:5432, 10.0.0.0/8:5432",
    "0.0.0.0/1:443, 0.0.0.0/1:443",
    "169.254.169.254:80, 169.254.169.254:80",
    "[2001:DB8:0:0:0:0:0:7]:443, [2001:db8::7]:443",
    "[2001:db8::/32]:443/tcp, [2001:db8::/32]:443",
    "[fd00:ec2::254]:80, [fd00:ec2::254]:80",
    "[1:0:0:2:0:0:0:3]:1, [1:0:0:2::3]:1",
    "1.2.3.4.example.com:1, 1.2.3.4.example.com:1",
    "a.b:65535, a.b:65535"
  })
  void good(String written, String canonical) {
    assertThat(Endpoint.parse(written))
        .isInstanceOfSatisfying(
            Endpoint.Parsed.Read.class, r -> assertThat(r.endpoint().text()).isEqualTo(canonical));
    assertThat(Endpoint.parse(canonical)).isEqualTo(Endpoint.parse(written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | names no host",
        ":443 | names no host",
        "example.com | has no port",
        "example.com: | has a port that is not a number",
        "example.com:0 | has a port that is not a number",
        "example.com:65536 | has a port that is not a number",
        "example.com:+80 | has a port that is not a number",
        "example.com:080 | has a port that is not a number",
        "example.com:99999999999999999999 | has a port that is not a number",
        "example.com:https | has a port that is not a number",
        "example.com:80/sctp | has a protocol other than",
        "example.com:80/TCP | has a protocol other than",
        "example.com:80/ | has a protocol other than",
        "example.com:80-90 | has a port that is not a number",
        "https://example.com:443 | is an address of the web",
        "user@example.com:443 | is an address of the web",
        "'example.com :443' | has a space",
        "*.example.com:443 | is not a host name",
        "ex_ample.com:443 | is not a host name",
        "-a.example.com:443 | is not a host name",
        "a..example.com:443 | is not a host name",
        "example.com.:443 | ends with a dot",
        "example:443 | is not a whole name",
        "localhost:443 | loopback",
        "a.localhost:443 | loopback",
        "münchen.de:80 | write xn--mnchen-3ya.de",
        "xn--a-.com:80 | is not a host name",
        "xn--99999999a.com:80 | punycode",
        "1.2.3:80 | could be taken for a number",
        "0x7f.1:80 | could be taken for a number",
        "2130706433:80 | could be taken for a number",
        "017700000001:80 | could be taken for a number",
        "0177.0.0.1:80 | could be taken for a number",
        "192.0.2.256:80 | could be taken for a number",
        "192.0.2.07:80 | could be taken for a number",
        "example.0x1:80 | could be taken for a number",
        "10.0.0.0/33:80 | prefix that is not a number from 0 to 32",
        "10.0.0.0/-1:80 | prefix that is not a number",
        "10.0.0.0/08:80 | prefix that is not a number",
        "10.0.0.0/:80 | prefix that is not a number",
        "10.1.0.0/8:80 | write 10.0.0.0/8",
        "example.com/8:80 | is not an address",
        "2001:db8::7:443 | write an IPv6 address in brackets",
        "2001:db8::7 | write an IPv6 address in brackets",
        "[2001:db8::7] | has no port",
        "[2001:db8::7:443 | has no closing bracket",
        "[2001:db8::/129]:443 | prefix that is not a number from 0 to 128",
        "[2001:db8:::7]:443 | is not an address",
        "[1:2:3:4:5:6:7]:443 | is not an address",
        "[1:2:3:4:5:6:7:8:9]:443 | is not an address",
        "[12345::]:443 | is not an address",
        "[fe80::1%eth0]:443 | has a zone",
        "[fe80::1]:443 | link-local",
        "[::1]:443 | loopback",
        "[::ffff:192.0.2.7]:443 | write the IPv4 address",
        "[::ffff:c000:207]:443 | write the IPv4 address",
        "[::192.0.2.7]:443 | write the IPv4 address",
        "[64:ff9b::c000:207]:443 | write the IPv4 address",
        "[192.0.2.7]:443 | brackets around what is not an IPv6 address",
        "[example.com]:443 | brackets around what is not an IPv6 address",
        "127.0.0.1:80 | loopback",
        "127.8.0.0/16:80 | loopback",
        "0.0.0.0:80 | no destination",
        "224.0.0.251:5353/udp | multicast",
        "[ff02::fb]:5353/udp | multicast",
        "255.255.255.255:80 | broadcast"
      })
  void bad(String written, String fault) {
    assertThat(Endpoint.parse(written))
        .isInstanceOfSatisfying(
            Endpoint.Parsed.Wrong.class, w -> assertThat(w.fault()).contains(fault));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0.com:1", "a\u007f.com:1", "a\t.com:1", "a\n.com:1"})
  void controlCharacters(String written) {
    assertThat(Endpoint.parse(written)).isInstanceOf(Endpoint.Parsed.Wrong.class);
  }

  @Test
  void subnetsContainWhatTheyShould() {
    Subnet ten = Subnet.known("10.0.0.0/8");
    assertThat(ten.contains(Subnet.known("10.255.255.255"))).isTrue();
    assertThat(ten.contains(Subnet.known("11.0.0.0"))).isFalse();
    assertThat(ten.contains(Subnet.known("0.0.0.0/0"))).isFalse();
    assertThat(ten.meets(Subnet.known("0.0.0.0/0"))).isTrue();
    assertThat(Subnet.known("::/0").contains(Subnet.known("10.0.0.0/8"))).isFalse();
    Subnet odd = Subnet.known("2001:db8:8000::/33");
    assertThat(odd.contains(Subnet.known("2001:db8:ffff::1"))).isTrue();
    assertThat(odd.contains(Subnet.known("2001:db8:7fff::1"))).isFalse();
    Subnet small = Subnet.known("2001:db8::4/126");
    assertThat(small.contains(Subnet.known("2001:db8::7"))).isTrue();
    assertThat(small.contains(Subnet.known("2001:db8::8"))).isFalse();
  }

  @Test
  void theNarrowerRangeNamesAnAddress() {
    assertThat(Special.around(Special.METADATA).map(Special::meaning).orElse(""))
        .contains("metadata");
    assertThat(Special.around(Special.METADATA_SIX).map(Special::meaning).orElse(""))
        .contains("metadata");
    assertThat(List.of("1.1.1.1", "2606:4700::1").stream().map(Subnet::known))
        .allMatch(s -> Special.around(s).isEmpty());
  }
}
