package dev.bailey.worker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.network.HostName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that can be read in one way only, or a refusal. */
class ConnectHeadTest {
  private static ConnectHead.Parsed parse(String head) {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    return ConnectHead.parse(bytes, bytes.length);
  }

  private static ConnectHead.Parsed wrong(Refusal refusal) {
    return new ConnectHead.Parsed.Wrong(refusal);
  }

  private static final ConnectHead.Parsed GOOD =
      new ConnectHead.Parsed.Asks(new HostName("www.example.com"), 443);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com:443\r\n\r\n",
        "CONNECT WWW.example.com:443 HTTP/1.1\r\nhOsT:www.EXAMPLE.com:443 \r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nA: b\r\nC:\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.0\r\nUser-Agent: x/1 (y; z)\r\n\r\n",
      })
  void whatClientsSend(String head) {
    assertThat(parse(head)).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT www.example.com:443 HTTP/1.1\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: other.example.com:443\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com:80\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost:\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nHost: www.example.com\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.0\r\nHost: a.example\r\nHost: www.example.com\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nContent-Length: 4\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nTransfer-Encoding: chunked\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nUpgrade: h2c\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\n folded\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost : www.example.com\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\nA: b\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\rA: b\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nA: \0\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\nA: \u00fc\r\n\r\n",
        "CONNECT  www.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\n\r\n",
        "CONNECT www.example.com:443  HTTP/1.1\r\nHost: www.example.com\r\n\r\n",
        "CONNECT\twww.example.com:443 HTTP/1.1\r\nHost: www.example.com\r\n\r\n",
        " CONNECT www.example.com:443 HTTP/1.0\r\n\r\n",
        "\r\nCONNECT www.example.com:443 HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/2\r\n\r\n",
        "CONNECT www.example.com:443 HTTP/1.1 x\r\nHost: www.example.com\r\n\r\n",
        "CONNECT www.example.com:443\r\n\r\n",
        "CONNECT www.example.com HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com: HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com:0 HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com:0443 HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com:65536 HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com.:443 HTTP/1.0\r\n\r\n",
        "CONNECT user@www.example.com:443 HTTP/1.0\r\n\r\n",
        "CONNECT https://www.example.com:443/ HTTP/1.0\r\n\r\n",
        "CONNECT www.example.com:443/ HTTP/1.0\r\n\r\n",
        "CONNECT *.example.com:443 HTTP/1.0\r\n\r\n",
        "CONNECT www%2eexample.com:443 HTTP/1.0\r\n\r\n",
        "CONNECT 0x7f.1:443 HTTP/1.0\r\n\r\n",
        "CONNECT 2130706433:443 HTTP/1.0\r\n\r\n",
        "CONNECT localhost:443 HTTP/1.0\r\n\r\n",
      })
  void whatCouldBeReadTwice(String head) {
    assertThat(parse(head)).isEqualTo(wrong(Refusal.MALFORMED));
  }

  @Test
  void otherMethodsAreNotServed() {
    assertThat(parse("GET http://www.example.com/ HTTP/1.1\r\nHost: www.example.com\r\n\r\n"))
        .isEqualTo(wrong(Refusal.NOT_CONNECT));
    assertThat(parse("connect www.example.com:443 HTTP/1.0\r\n\r\n"))
        .isEqualTo(wrong(Refusal.NOT_CONNECT));
    assertThat(parse("CONNECT-UDP www.example.com:443 HTTP/1.0\r\n\r\n"))
        .isEqualTo(wrong(Refusal.NOT_CONNECT));
  }

  @Test
  void addressesAreNoNames() {
    for (String target : new String[] {"192.0.2.7:443", "[2001:db8::7]:443", "10.0.0.0/8:443"}) {
      assertThat(parse("CONNECT " + target + " HTTP/1.0\r\n\r\n"))
          .isEqualTo(wrong(Refusal.NOT_LISTED));
    }
    assertThat(parse("CONNECT www.example.com:443/udp HTTP/1.0\r\n\r\n"))
        .isEqualTo(wrong(Refusal.NOT_LISTED));
  }

  @Test
  void thereIsALimitToFields() {
    String many = "A: b\r\n".repeat(65);
    assertThat(parse("CONNECT www.example.com:443 HTTP/1.0\r\n" + many + "\r\n"))
        .isEqualTo(wrong(Refusal.TOO_LARGE));
  }

  @Test
  void theHeadEndsAtItsFirstEmptyLine() {
    byte[] two = "CONNECT a\r\n\r\nCONNECT b\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(ConnectHead.end(two, two.length)).isEqualTo(13);
    assertThat(ConnectHead.end(two, 12)).isEqualTo(-1);
  }
}
