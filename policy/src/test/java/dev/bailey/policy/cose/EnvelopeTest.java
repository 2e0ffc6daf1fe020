package dev.bailey.policy.cose;

import static dev.bailey.policy.cose.TestMessage.head;
import static dev.bailey.policy.cose.TestMessage.joined;
import static dev.bailey.policy.cose.TestMessage.number;
import static dev.bailey.policy.cose.TestMessage.octets;
import static dev.bailey.policy.cose.TestMessage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.interpreter.Tried;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Envelopes, good and forged. */
class EnvelopeTest {
  private static final String FEED = "example/feed";

  private final TestAuthority root = TestAuthority.root("Root");
  private final TestAuthority middle = root.intermediate("Middle", 2038);
  private final TestAuthority leaf = middle.leaf("Leaf");
  private final List<X509Certificate> chain = TestAuthority.chain(leaf, middle, root);

  @Test
  void opensWhatTheLeafSigned() {
    Tried<SignedFragment> fragment = resolved(good().sign(leaf.keys())).then(Envelope::fragment);
    assertThat(fragment.orNothing())
        .contains(
            new SignedFragment(
                root.did(), FEED, OptionalLong.empty(), "package fragment\n", List.of()));
  }

  @Test
  void oneChangedByteIsNoticed() {
    byte[] blob = good().sign(leaf.keys());
    for (int i = 0; i < blob.length; i += 5) {
      byte[] changed = blob.clone();
      changed[i] ^= 1;
      assertThat(resolved(changed)).as("byte %d", i).isInstanceOf(Tried.Failed.class);
    }
  }

  @Test
  void noPartOfAnEnvelopeIsOne() {
    byte[] blob = good().sign(leaf.keys());
    for (int length = 0; length < blob.length; length += 3) {
      assertThat(Envelope.open(Arrays.copyOf(blob, length))).isInstanceOf(Tried.Failed.class);
    }
    assertThat(error(Envelope.open(Arrays.copyOf(blob, blob.length + 1))))
        .contains("extraneous data");
  }

  @Test
  void aKeyOfSomebodyElseSignsNothing() {
    assertThat(error(Envelope.open(good().sign(middle.keys())))).isEqualTo("verification error");
  }

  @Test
  void headersThatNobodySignedDoNotCount() {
    byte[] smuggled =
        joined(head(5, 1), number(15), joined(head(5, 1), number(1), text("did:x509:0:evil")));
    assertThat(Envelope.open(good().unprotected(smuggled).sign(leaf.keys())).map(Envelope::issuer))
        .isEqualTo(new Tried.Done<>(root.did()));
    byte[] algorithm = joined(head(5, 1), number(1), number(-7));
    TestMessage without = new TestMessage().with(number(33), octets()).unprotected(algorithm);
    assertThat(error(Envelope.open(without.sign(leaf.keys())))).isEqualTo("algorithm missing");
  }

  @Test
  void aHeaderWithOneLabelTwiceIsNone() {
    byte[] blob = good().with(number(1), number(-35)).sign(leaf.keys());
    assertThat(error(Envelope.open(blob))).contains("duplicate");
  }

  @Test
  void theVersionIsAWholeNumberOrNothing() {
    assertThat(version(number(7))).isEqualTo(new Tried.Done<>(OptionalLong.of(7)));
    assertThat(error(version(text("7")))).contains("expected integer type, got string");
    assertThat(version(joined(new byte[] {0x1b}, new byte[] {-1, 0, 0, 0, 0, 0, 0, 0})))
        .isInstanceOf(Tried.Failed.class);
  }

  @Test
  void anIssuerWithoutAFeedIsNobody() {
    byte[] blob = TestMessage.of(root.did(), "", chain).sign(leaf.keys());
    assertThat(error(resolved(blob))).contains("issuer and feed must both be provided");
  }

  @Test
  void whatIsNotUtf8IsNoFragment() {
    byte[] blob = good().payload(new byte[] {'p', (byte) 0xff}).sign(leaf.keys());
    assertThat(error(resolved(blob).then(Envelope::fragment))).contains("got \"p\\xff\"");
  }

  private TestMessage good() {
    return TestMessage.of(root.did(), FEED, chain);
  }

  private Tried<OptionalLong> version(byte[] svn) {
    byte[] claims =
        joined(head(5, 3), number(1), text(root.did()), number(2), text(FEED), text("svn"), svn);
    TestMessage message =
        new TestMessage()
            .with(number(1), number(-7))
            .with(number(33), joined(head(4, 3), encoded(0), encoded(1), encoded(2)))
            .with(number(15), claims);
    return resolved(message.sign(leaf.keys())).then(Envelope::version);
  }

  private byte[] encoded(int place) {
    try {
      return octets(chain.get(place).getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Tried<Envelope> resolved(byte[] blob) {
    return Envelope.open(blob).then(Envelope::resolve);
  }

  static String error(Tried<?> tried) {
    return tried instanceof Tried.Failed<?> failed ? failed.error() : "no error";
  }
}
