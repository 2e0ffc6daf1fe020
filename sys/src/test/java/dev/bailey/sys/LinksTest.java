package dev.bailey.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A namespace that is led out, as {@code ip} and packets see it, and rules by the library. */
@Tag("container")
class LinksTest extends InNamespace {
  /** An interface goes some time after its namespace. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String outside = "linkstest" + NUMBER.incrementAndGet();

  LinksTest() {
    super(true);
  }

  private static String said(ProcessResult result) {
    return result instanceof ProcessResult.Exited done
        ? done.stdout() + done.stderr()
        : result.toString();
  }

  private static String run(String... command) throws InterruptedException {
    return said(run("", List.of(command)));
  }

  private String inside(String... command) throws InterruptedException {
    return said(runInside("", command));
  }

  private static Links.Address address(String text, int prefix) {
    return new Links.Address(InetAddress.ofLiteral(text), prefix);
  }

  private void pair() throws IOException, InterruptedException {
    Links.pair(
        namespace,
        "eth0",
        List.of(address("10.213.66.2", 30), address("fd99:b::2", 126)),
        List.of(InetAddress.ofLiteral("10.213.66.1"), InetAddress.ofLiteral("fd99:b::1")),
        outside);
  }

  @Test
  void aPairLeadsOut() throws Exception {
    String ip = Processes.find("ip");
    pair();
    Links.up(outside, List.of(address("10.213.66.1", 30), address("fd99:b::1", 126)));
    assertThat(inside(ip, "-br", "addr"))
        .containsPattern("(?m)^eth0@\\S+ +UP +10.213.66.2/30 fd99:b::2/126 ")
        .containsPattern("(?m)^lo +UNKNOWN +127.0.0.1/8 ");
    assertThat(inside(ip, "route")).contains("default via 10.213.66.1 dev eth0");
    assertThat(inside(ip, "-6", "route")).contains("default via fd99:b::1 dev eth0");
    assertThat(run(ip, "-br", "addr", "show", "dev", outside))
        .contains("10.213.66.1/30 fd99:b::1/126 ");
    try (var server = new java.net.ServerSocket(0, 1, InetAddress.ofLiteral("10.213.66.1"))) {
      server.setSoTimeout(5000);
      inside("/bin/bash", "-c", "echo hello > /dev/tcp/10.213.66.1/" + server.getLocalPort());
      try (var met = server.accept()) {
        assertThat(met.getInetAddress()).isEqualTo(InetAddress.ofLiteral("10.213.66.2"));
        assertThat(new String(met.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("hello\n");
      }
    }
  }

  @Test
  void whatThereIsAlreadyOrNotIsSaid() throws Exception {
    pair();
    assertThatThrownBy(this::pair)
        .isInstanceOf(SysException.class)
        .hasMessage("netlink: EEXIST: " + outside);
    assertThatThrownBy(() -> Links.up("linksnone", List.of()))
        .isInstanceOf(SysException.class)
        .hasMessage("netlink: ENODEV: linksnone");
  }

  @Test
  void rulesAreLoadedTogetherOrNotAtAll() throws Exception {
    assertThat(Nftables.run(namespace, "add table inet t; add chain inet t c"))
        .isEqualTo(new Nftables.Result.Done(""));
    assertThat(inside(Processes.find("nft"), "list", "ruleset")).contains("chain c");
    assertThat(Nftables.run(namespace, "list ruleset"))
        .isInstanceOfSatisfying(
            Nftables.Result.Done.class,
            done ->
                assertThat(done.listing())
                    .startsWith("{\"nftables\": ")
                    .contains("\"name\": \"c\""));
    String wrong =
        """
        {"nftables": [{"add": {"table": {"family": "inet", "name": "other"}}},
                      {"delete": {"table": {"family": "inet", "name": "nowhere"}}}]}
        """;
    assertThat(Nftables.run(namespace, wrong))
        .isInstanceOfSatisfying(
            Nftables.Result.Refused.class,
            refused -> assertThat(refused.reason()).contains("No such file or directory"));
    assertThat(Nftables.run(namespace, "no such words"))
        .isInstanceOf(Nftables.Result.Refused.class);
    assertThat(inside(Processes.find("nft"), "list", "ruleset"))
        .contains("table inet t")
        .doesNotContain("other");
  }

  @Test
  void aNamespaceThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> Nftables.run(temporary.resolve("none"), "list ruleset"))
        .isInstanceOfAny(IOException.class, SysException.class)
        .hasMessageContaining("none");
  }
}
