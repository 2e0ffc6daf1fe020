package dev.bailey.worker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Network.Destination;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names, and where they may lead. */
class BrokerRulesTest {
  private static final BrokerRules RULES =
      BrokerRules.standard(
          new Network(
              Network.LISTED,
              List.of(
                  direct("10.20.0.0/16"),
                  direct("8.8.8.8"),
                  named("*.example.com", 0),
                  named("www.example.com", 5)),
              List.of(Subnet.known("1.2.3.0/24"), Subnet.known("10.20.9.0/24")),
              false,
              List.of()));

  private static Destination direct(String subnet) {
    return new Destination(subnet, 443, Protocol.TCP, List.of(Subnet.known(subnet)), 0);
  }

  private static Destination named(String pattern, long budget) {
    return Destination.brokered(NamePattern.parse(pattern).orElseThrow(), 443, budget);
  }

  private static OptionalInt number(String name, int port) {
    return RULES.destination(new HostName(name), port);
  }

  private static boolean leads(String address, boolean own) {
    return RULES.leads(IpAddress.parse(address).orElseThrow(), 443, own);
  }

  @Test
  void aNameWinsOverAPattern() {
    assertThat(number("www.example.com", 443)).hasValue(4);
    assertThat(RULES.budget(4)).isEqualTo(5);
    assertThat(number("ftp.example.com", 443)).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "a.b.example.com",
        "evilexample.com",
        "www.example.com.evil.net",
        "www.example.org"
      })
  void aPatternIsOneLabelMore(String name) {
    assertThat(number(name, 443)).isEmpty();
  }

  @Test
  void anotherPortIsAnotherDestination() {
    assertThat(number("www.example.com", 8443)).isEmpty();
  }

  @Test
  void theWorldIsOpenToNames() {
    assertThat(leads("1.1.1.1", false)).isTrue();
    assertThat(leads("2600::1", false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "0.0.0.0",
        "10.0.0.1",
        "10.21.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "fd00:ec2::254",
        "169.254.1.1",
        "fe80::1",
        "fc00::1",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "100.64.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::1",
        "2002::1"
      })
  void insideIsClosedToNames(String address) {
    assertThat(leads(address, false)).isFalse();
  }

  @Test
  void whatTheJobCanReachByItselfANameCanReachToo() {
    assertThat(leads("10.20.1.1", false)).isTrue();
    assertThat(RULES.leads(IpAddress.parse("10.20.1.1").orElseThrow(), 80, false)).isFalse();
  }

  @Test
  void thisHostIsClosedUnlessItsVeryAddressIsListed() {
    assertThat(leads("1.1.1.1", true)).isFalse();
    assertThat(leads("10.20.1.1", true)).isFalse();
    assertThat(leads("8.8.8.8", true)).isTrue();
  }

  @Test
  void blockedSubnetsWin() {
    assertThat(leads("1.2.3.4", false)).isFalse();
    assertThat(leads("10.20.9.1", false)).isFalse();
  }
}
