package dev.bailey.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the kernel says by netlink is what {@code nft} says. */
@Tag("container")
class NetfilterTest extends InNamespace {
  /** A datagram of six bytes behind its headers, then that nobody listens, with both. */
  private static final long ASKED_AND_ANSWERED = (20 + 8 + 6) + (20 + 8 + 20 + 8 + 6);

  private static final int MANY = 1500;

  NetfilterTest() {
    super(false);
  }

  private String nft(String input) throws InterruptedException {
    return inside(input, Processes.find("nft"), "-f", "-");
  }

  private String inside(String input, String... command) throws InterruptedException {
    ProcessResult result = runInside(input, command);
    assertThat(result).isInstanceOf(ProcessResult.Exited.class);
    ProcessResult.Exited done = (ProcessResult.Exited) result;
    assertThat(done.code()).as(done.stderr()).isZero();
    return done.stdout();
  }

  private int generation() throws IOException, InterruptedException {
    return Netfilter.generation(Optional.of(namespace));
  }

  @Test
  void everyChangeOfTheRulesIsCountedAndNothingElseIs() throws Exception {
    List<Integer> seen = new ArrayList<>(List.of(generation()));
    for (String change :
        List.of(
            "add table inet t",
            "add counter inet t c",
            "add chain inet t o { type filter hook output priority 0; }",
            "add rule inet t o counter name c",
            "add set inet t s { type ipv4_addr; }",
            "add element inet t s { 1.2.3.4 }",
            "delete element inet t s { 1.2.3.4 }",
            "flush chain inet t o",
            "add table ip other",
            "delete table ip other")) {
      nft(change);
      int now = generation();
      assertThat(seen).as(change).doesNotContain(now);
      seen.add(now);
    }
    nft("list ruleset");
    assertThat(generation()).isEqualTo(seen.getLast());
  }

  @Test
  void aPacketIsCountedAndChangesNoRule() throws Exception {
    nft(
        """
        add table inet t
        add counter inet t c
        add chain inet t o { type filter hook output priority 0; }
        add rule inet t o counter name c
        """);
    int before = generation();
    inside("", Processes.find("ip"), "link", "set", "lo", "up");
    inside("", "/bin/bash", "-c", "echo hello > /dev/udp/127.0.0.1/9");
    assertThat(Netfilter.counts(namespace, "t", List.of()).named())
        .containsOnly(Map.entry("c", new Netfilter.Count(2, ASKED_AND_ANSWERED)));
    assertThat(generation()).isEqualTo(before);
  }

  @Test
  void theCountersOfATableAreAllThere() throws Exception {
    nft(
        "add table inet t\nadd table inet other\nadd counter inet other foreign\n"
            + "add quota inet t q { over 1000 bytes }\n"
            + IntStream.range(0, MANY)
                .mapToObj(i -> "add counter inet t c" + i + " { packets " + i + " bytes 9 }\n")
                .collect(Collectors.joining()));
    Map<String, Netfilter.Count> counters = Netfilter.counts(namespace, "t", List.of()).named();
    assertThat(counters).hasSize(MANY).doesNotContainKeys("foreign", "q");
    for (int i = 0; i < MANY; i++) {
      assertThat(counters.get("c" + i)).isEqualTo(new Netfilter.Count(i, 9));
    }
    assertThat(Netfilter.counts(namespace, "none", List.of("s")).named()).isEmpty();
  }

  @Test
  void theElementsOfASetCountEachForItself() throws Exception {
    nft(
        "add table inet t\nadd counter inet t c\n"
            + "add set inet t s { type mark; counter; }\nadd set inet t none { type mark; counter; }\n"
            + "add element inet t s { 65537 counter packets 5 bytes 1234567890123 }\n"
            + IntStream.range(1, MANY)
                .mapToObj(i -> "add element inet t s { " + i + " }\n")
                .collect(Collectors.joining())
            + "add chain inet t o { type filter hook output priority 0; }\n"
            + "add rule inet t o udp dport 9 ct mark set 7\n"
            + "add rule inet t o ct mark @s accept\n");
    inside("", Processes.find("ip"), "link", "set", "lo", "up");
    inside("", "/bin/bash", "-c", "echo hello > /dev/udp/127.0.0.1/9");
    Map<String, Map<Integer, Netfilter.Count>> sets =
        Netfilter.counts(namespace, "t", List.of("s", "none")).elements();
    assertThat(sets).containsEntry("none", Map.of());
    Map<Integer, Netfilter.Count> counted = sets.getOrDefault("s", Map.of());
    assertThat(counted).hasSize(MANY);
    assertThat(counted.get(65537)).isEqualTo(new Netfilter.Count(5, 1_234_567_890_123L));
    assertThat(counted.get(7)).isEqualTo(new Netfilter.Count(2, ASKED_AND_ANSWERED));
    assertThat(counted.get(8)).isEqualTo(new Netfilter.Count(0, 0));
  }

  @Test
  void aNamespaceThatIsGoneSaysNothing() throws Exception {
    Mounts.unmount(namespace);
    assertThatThrownBy(this::generation)
        .isInstanceOf(SysException.class)
        .hasMessageContaining("setns");
    Files.delete(namespace);
    assertThatThrownBy(() -> Netfilter.counts(namespace, "t", List.of()))
        .isInstanceOf(SysException.class)
        .hasMessageContaining("ENOENT");
  }
}
