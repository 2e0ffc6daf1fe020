package dev.bailey.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.network.Pools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as kernels show them. */
class NeighbourhoodTest {
  private static final String FOUR =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
          + "eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
          + "eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"
          + "*\t%s\t00000000\t0001\t0\t0\t0\t%s\t0\t0\t0\n";
  private static final String SIX =
      " 00000000000000000000000000000000 00 00000000000000000000000000000000"
          + " 00000400 00000001 00000000 ";

  @TempDir Path dir;

  private Neighbourhood of(String four, String six) throws IOException {
    Path first = Files.writeString(dir.resolve("route"), four);
    Path second = Files.writeString(dir.resolve("ipv6_route"), six);
    return new Neighbourhood(Neighbourhood.routes(first, second));
  }

  @Test
  void defaultRoutesAndOthersNetworksMeetNothing() throws IOException {
    Neighbourhood usual =
        of(
            FOUR.formatted("0000630A", "0000FFFF"),
            ("00000000000000000000000000000000 00" + SIX + "00000003 eth0\n")
                + ("fe800000000000000000000000000000 40" + SIX + "00000001 bailey000\n")
                + ("ff000000000000000000000000000000 08" + SIX + "00000001 bailey000\n")
                + ("fdb13a7c90e200000000000000000001 80" + SIX + "80200001 lo\n"));
    assertThat(usual.known().stream().map(k -> k.subnet().text()).toList())
        .containsExactly("192.168.0.0/24", "10.99.0.0/16", "fe80::/64", "ff00::/8");
    assertThat(usual.conflict(Pools.USUAL, true)).isEmpty();
    assertThat(Neighbourhood.routes(dir.resolve("route"), dir.resolve("none"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0000D50A,0000FFFF,10.213.0.0/16",
    "0000000A,000000FF,10.0.0.0/8",
    "0140D50A,FFFFFFFF,10.213.64.1",
    "807FD50A,80FFFFFF,10.213.127.128/25"
  })
  void routesThatMeetThePoolAreNamed(String base, String mask, String text) throws IOException {
    assertThat(of(FOUR.formatted(base, mask), "").conflict(Pools.USUAL, false).orElseThrow())
        .startsWith("the route " + text + " of no interface meets 10.213.64.0/18");
  }

  @ParameterizedTest
  @CsvSource({"0003", "0201"})
  void aWiderRouteToAnotherMachineOrNowhereIsLikeADefaultOne(String marks) throws IOException {
    String there = FOUR.replace("\t0001\t0\t0\t0\t%s", "\t" + marks + "\t0\t0\t0\t%s");
    assertThat(of(there.formatted("0000000A", "000000FF"), "").conflict(Pools.USUAL, false))
        .isEmpty();
    assertThat(of(there.formatted("0040D50A", "00C0FFFF"), "").conflict(Pools.USUAL, false))
        .isPresent();
  }

  @Test
  void thoseOfIpv6MatterToWhoHasIt() throws IOException {
    Neighbourhood there =
        of(
            FOUR.formatted("0000630A", "0000FFFF"),
            "fdb13a7c000000000000000000000000 20" + SIX + "00000001 wg0\n");
    assertThat(there.conflict(Pools.USUAL, false)).isEmpty();
    assertThat(there.conflict(Pools.USUAL, true).orElseThrow())
        .startsWith("the route fdb1:3a7c::/32 of wg0 meets fdb1:3a7c:90e2::/64");
  }

  @Test
  void jobsAreKnownByTheirInterface() throws IOException {
    assertThat(conflict("bailey0a1", "0440D50A")).isEmpty();
    assertThat(conflict("bailey0a1", "0440D60A").orElseThrow())
        .startsWith("a job still has the route 10.214.64.4/30 of bailey0a1");
    for (String other : List.of("bailey0", "bailey-range", "baileyxyz", "bailey0a12")) {
      assertThat(conflict(other, "0440D50A").orElseThrow()).contains("of " + other + " meets");
    }
  }

  private Optional<String> conflict(String device, String base) throws IOException {
    return of(FOUR.replace("*", device).formatted(base, "FCFFFFFF"), "")
        .conflict(Pools.USUAL, true);
  }
}
