package dev.bailey.worker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.network.HostName;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name, or a refusal; never a guess. */
class ClientHelloTest {
  private static final String NAME = "www.example.com";

  private static ClientHello.Read read(byte[] bytes) {
    return ClientHello.read(bytes, bytes.length);
  }

  private static ClientHello.Read read(Hello hello) {
    return read(hello.bytes());
  }

  private static ClientHello.Read wrong(Refusal refusal) {
    return new ClientHello.Read.Wrong(refusal);
  }

  private static ClientHello.Read named(String name) {
    return new ClientHello.Read.Named(new HostName(name));
  }

  @Test
  void aRealClientsNameIsRead() throws Exception {
    assertThat(read(Hello.real(NAME))).isEqualTo(named(NAME));
    assertThat(read(Hello.to("WWW.Example.COM"))).isEqualTo(named(NAME));
  }

  @Test
  void everyPrefixAsksForMore() throws Exception {
    byte[] whole = Hello.real(NAME);
    for (int i = 0; i < whole.length; i++) {
      assertThat(ClientHello.read(whole, i)).isEqualTo(new ClientHello.Read.More());
    }
  }

  @Test
  void whatFollowsTheMessageIsLeftAlone() {
    byte[] early = Hello.joined(Hello.to(NAME).bytes(), Hello.record(23, new byte[100]));
    assertThat(read(early)).isEqualTo(named(NAME));
  }

  @Test
  void aMessageMaySpanRecords() {
    byte[] message = Hello.to(NAME).message();
    byte[] split =
        Hello.joined(
            Hello.record(22, Arrays.copyOfRange(message, 0, 3)),
            Hello.record(22, Arrays.copyOfRange(message, 3, 60)),
            Hello.record(22, Arrays.copyOfRange(message, 60, message.length)));
    assertThat(read(split)).isEqualTo(named(NAME));
    byte[] mixed =
        Hello.joined(
            Hello.record(22, Arrays.copyOfRange(message, 0, 3)),
            Hello.record(23, Arrays.copyOfRange(message, 3, message.length)));
    assertThat(read(mixed)).isEqualTo(wrong(Refusal.NOT_TLS));
  }

  @Test
  void aSecondMessageInTheRecordIsRefused() {
    byte[] message = Hello.to(NAME).message();
    byte[] two = Hello.record(22, Hello.joined(message, Hello.to("other.example.com").message()));
    assertThat(read(two)).isEqualTo(wrong(Refusal.NOT_TLS));
  }

  @Test
  void noNameIsRefused() {
    assertThat(read(new Hello())).isEqualTo(wrong(Refusal.NO_NAME));
    assertThat(read(new Hello().with(10, new byte[] {0, 2, 0, 29})))
        .isEqualTo(wrong(Refusal.NO_NAME));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xfe0d, 0xfe08, 0xfd00, 0xffce})
  void ahiddenNameIsRefusedBesideAnOpenOne(int type) {
    assertThat(read(Hello.to(NAME).with(type, new byte[20]))).isEqualTo(wrong(Refusal.HIDDEN_NAME));
  }

  @Test
  void severalNamesAreRefused() {
    byte[] two = Hello.names(Hello.entry(0, NAME), Hello.entry(0, "other.example.com"));
    assertThat(read(new Hello().with(0, two))).isEqualTo(wrong(Refusal.OTHER_NAME));
    byte[] kinds = Hello.names(Hello.entry(0, NAME), Hello.entry(1, "x"));
    assertThat(read(new Hello().with(0, kinds))).isEqualTo(wrong(Refusal.OTHER_NAME));
    assertThat(read(Hello.to(NAME).with(0, Hello.names(Hello.entry(0, "other.example.com")))))
        .isEqualTo(wrong(Refusal.NOT_TLS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "localhost", "www.example.com.", "www.example.com\0.evil.example", "192.0.2.7",
        "www .example.com", "www.exämple.com", "127.1", "*.example.com", "www.example.com:443"
      })
  void whatIsNoNameIsRefused(String name) {
    assertThat(read(Hello.to(name))).isEqualTo(wrong(Refusal.OTHER_NAME));
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    Hello session = Hello.to(NAME);
    session.session = new byte[33];
    assertThat(read(session)).isEqualTo(wrong(Refusal.NOT_TLS));
    Hello odd = Hello.to(NAME);
    odd.ciphers = new byte[3];
    assertThat(read(odd)).isEqualTo(wrong(Refusal.NOT_TLS));
    Hello version = Hello.to(NAME);
    version.version = 0x0300;
    assertThat(read(version)).isEqualTo(wrong(Refusal.NOT_TLS));
    Hello compressions = Hello.to(NAME);
    compressions.compressions = new byte[0];
    assertThat(read(compressions)).isEqualTo(wrong(Refusal.NOT_TLS));
    byte[] longer = Hello.joined(Hello.word(40), Hello.entry(0, NAME));
    assertThat(read(new Hello().with(0, longer))).isEqualTo(wrong(Refusal.NOT_TLS));
    byte[] shorter = Hello.joined(Hello.word(10), Hello.entry(0, NAME));
    assertThat(read(new Hello().with(0, shorter))).isEqualTo(wrong(Refusal.NOT_TLS));
    byte[] trailing = Hello.joined(Hello.names(Hello.entry(0, NAME)), new byte[1]);
    assertThat(read(new Hello().with(0, trailing))).isEqualTo(wrong(Refusal.OTHER_NAME));
  }

  @Test
  void otherProtocolsAreRefusedAtTheirFirstByte() {
    for (String text : new String[] {"GET / HTTP/1.1\r\n", "CONNECT a.example:443", "SSH-2.0"}) {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      assertThat(ClientHello.read(bytes, 1)).isEqualTo(wrong(Refusal.NOT_TLS));
    }
    assertThat(read(new byte[] {(byte) 0x80, 0x2e, 1, 3, 1})).isEqualTo(wrong(Refusal.NOT_TLS));
    assertThat(read(Hello.record(22, new byte[] {2, 0, 0, 0}))).isEqualTo(wrong(Refusal.NOT_TLS));
    assertThat(read(Hello.record(22, new byte[0]))).isEqualTo(wrong(Refusal.NOT_TLS));
  }

  @Test
  void whatIsTooLongIsRefusedBeforeItHasCome() {
    byte[] header = {22, 3, 1, 0x7f, 0};
    assertThat(read(header)).isEqualTo(wrong(Refusal.TOO_LARGE));
    byte[] announced = Hello.record(22, new byte[] {1, 0x10, 0, 0});
    assertThat(read(announced)).isEqualTo(wrong(Refusal.TOO_LARGE));
  }

  /** A changed byte may leave the name, or be refused; it never gives another name unsaid. */
  @Test
  void changedBytesNeverBreakTheReader() {
    byte[] good = Hello.to(NAME).bytes();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      ClientHello.Read read = ClientHello.read(bad, random.nextInt(bad.length + 1));
      if (read instanceof ClientHello.Read.Named(HostName name)) {
        assertThat(
                new String(bad, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .toLowerCase(java.util.Locale.ROOT))
            .contains(name.text());
      }
    }
  }
}
